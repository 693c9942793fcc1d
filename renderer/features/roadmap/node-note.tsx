import X from 'lucide-react/icons/x';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import type { Skill } from '../../../electron/shared/curriculum.ts';
import { Button, IconButton } from '../../ui/index.ts';
import { scrollToPhase } from './phase-anchor.ts';
import type { NodeMeaning } from './pictures.ts';
import styles from './roadmap.module.css';

interface NodeNoteProps {
  meaning: NodeMeaning;
  skills: readonly Skill[];
  onClose: () => void;
}

interface Said {
  title: string;
  lines: string[];
  skillIds: readonly string[];
  phaseId?: string | undefined;
}

function say(meaning: NodeMeaning): Said {
  switch (meaning.kind) {
    case 'phase':
      return {
        title: meaning.phase.title,
        lines: [meaning.phase.goal, meaning.phase.change],
        skillIds: [],
        phaseId: meaning.phase.id,
      };
    case 'rung':
      return {
        title: meaning.rung.title,
        lines: [meaning.rung.what, `For example: ${meaning.rung.example}`],
        skillIds: meaning.rung.skills,
      };
    case 'part':
      return {
        title: meaning.part.label,
        lines: meaning.part.detail ? [meaning.part.detail] : [],
        skillIds: meaning.part.skills,
        phaseId: meaning.part.phases[0],
      };
    case 'path':
      return {
        title: meaning.path.title,
        lines: [meaning.path.summary, meaning.path.coreIdea],
        skillIds: [],
      };
    case 'target':
      return { title: '', lines: [], skillIds: [] };
  }
}

/** What a part of the picture means and where it leads, laid over the drawing's lower edge. */
export function NodeNote({ meaning, skills, onClose }: NodeNoteProps) {
  const { title, lines, skillIds, phaseId } = say(meaning);
  const ref = useRef<HTMLDivElement>(null);
  const before = useRef<Element | null>(null);
  useEffect(() => {
    before.current ??= document.activeElement;
    ref.current?.focus({ preventScroll: true });
  }, []);
  const close = (): void => {
    onClose();
    if (before.current instanceof SVGElement) before.current.focus();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- Escape closes it from anywhere inside
    <div
      ref={ref}
      className={styles.note}
      role="region"
      aria-label={title}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && close()}
    >
      <div className={styles.noteText}>
        <h2>{title}</h2>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      {(skillIds.length > 0 || phaseId) && (
        <div className={styles.noteLinks}>
          {skillIds.map((id) => (
            <Link key={id} href={`/skills/${id}`} className={styles.chip}>
              {skills.find((skill) => skill.id === id)?.title ?? id}
            </Link>
          ))}
          {phaseId && (
            <Button size="sm" onClick={() => scrollToPhase(phaseId)}>
              Go to its targets
            </Button>
          )}
        </div>
      )}
      <IconButton label="Close" size="sm" className={styles.noteClose} onClick={close}>
        <X />
      </IconButton>
    </div>
  );
}
