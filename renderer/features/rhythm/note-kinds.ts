import BookOpen from 'lucide-react/icons/book-open';
import GraduationCap from 'lucide-react/icons/graduation-cap';
import NotebookPen from 'lucide-react/icons/notebook-pen';
import Presentation from 'lucide-react/icons/presentation';
import type { NoteKind } from '../../../electron/shared/notes.ts';

/** The kinds of notes, in the order of how often they come round. */
export const KINDS = [
  { kind: 'teach-note', title: 'Teaching note', plural: 'Teaching notes', icon: GraduationCap },
  { kind: 'course', title: 'Course or chapter', plural: 'Courses and chapters', icon: BookOpen },
  { kind: 'talk', title: 'Talk', plural: 'Talks', icon: Presentation },
  { kind: 'free', title: 'Free note', plural: 'Free notes', icon: NotebookPen },
] as const;

export const kindTitle = (kind: NoteKind): string => KINDS.find((one) => one.kind === kind)!.title;
