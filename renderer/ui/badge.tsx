import type { ReactNode } from 'react';
import styles from './badge.module.css';
import { cx } from './cx.ts';

export type Tone = 'neutral' | 'accent' | 'here' | 'danger' | 'info' | 'violet' | 'outline';

export function Badge({
  tone = 'neutral',
  children,
  className,
}: {
  tone?: Tone;
  children: ReactNode;
  className?: string;
}) {
  return <span className={cx(styles.badge, tone !== 'neutral' && styles[tone], className)}>{children}</span>;
}

const PRIORITY_TONE: Record<string, Tone> = { P0: 'accent', P1: 'info', P2: 'violet', P3: 'outline' };

/** P0 to P3, or "Base" for the fundamentals, which are kept and not ranked. */
export function PriorityBadge({ priority }: { priority: 'P0' | 'P1' | 'P2' | 'P3' | null }) {
  return (
    <Badge tone={priority ? PRIORITY_TONE[priority] : 'neutral'} className={styles.priority}>
      {priority ?? 'Base'}
    </Badge>
  );
}

const STATUS: Record<string, { tone: Tone; text: string }> = {
  open: { tone: 'outline', text: 'Open' },
  doing: { tone: 'here', text: 'In work' },
  done: { tone: 'accent', text: 'Done' },
  new: { tone: 'outline', text: 'New' },
  started: { tone: 'here', text: 'Started' },
  passed: { tone: 'accent', text: 'Passed' },
  todo: { tone: 'outline', text: 'To do' },
  pass: { tone: 'accent', text: 'Pass' },
  fail: { tone: 'danger', text: 'Fail' },
  error: { tone: 'violet', text: 'Error' },
  stale: { tone: 'here', text: 'Stale' },
  ready: { tone: 'accent', text: 'Ready' },
  ok: { tone: 'accent', text: 'OK' },
  failed: { tone: 'danger', text: 'Failed' },
  'needs-key': { tone: 'here', text: 'Needs a key' },
  'missing-file': { tone: 'here', text: 'File missing' },
  active: { tone: 'accent', text: 'Active' },
  maintenance: { tone: 'here', text: 'Maintenance' },
  'community-fork': { tone: 'info', text: 'Community fork' },
};

/** The state of a target, lab, step, check, provider or tool, in words and colour. */
export function StatusBadge({ status }: { status: string }) {
  const known = STATUS[status];
  return <Badge tone={known?.tone ?? 'neutral'}>{known?.text ?? status}</Badge>;
}
