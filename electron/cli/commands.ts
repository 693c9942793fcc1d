import type { Command } from './command.ts';

type Load = () => Promise<{ command: Command }>;

/** Every command, loaded only when it is used: a terminal should not wait for what it does not run. */
export const commands: Readonly<Record<string, Load>> = {
  log: () => import('./commands/log.ts'),
  sessions: () => import('./commands/sessions.ts'),
  timer: () => import('./commands/timer.ts'),
  status: () => import('./commands/status.ts'),
  plan: () => import('./commands/plan.ts'),
  review: () => import('./commands/review.ts'),
  skills: () => import('./commands/skills.ts'),
  target: () => import('./commands/target.ts'),
  rhythm: () => import('./commands/rhythm.ts'),
  read: () => import('./commands/read.ts'),
  labs: () => import('./commands/labs.ts'),
  lab: () => import('./commands/lab.ts'),
  models: () => import('./commands/models.ts'),
  gateway: () => import('./commands/gateway.ts'),
  backup: () => import('./commands/backup.ts'),
  restore: () => import('./commands/restore.ts'),
  export: () => import('./commands/export.ts'),
  import: () => import('./commands/import.ts'),
  doctor: () => import('./commands/doctor.ts'),
};
