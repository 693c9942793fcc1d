import type { PracticeSession } from '../../../../electron/shared/practice.ts';

/** Where a session came from, in a word. */
export const SOURCES: Record<PracticeSession['source'], string> = {
  hand: 'Logged',
  timer: 'Timer',
  lab: 'Lab',
  import: 'Imported',
};
