import type { Command } from './command.ts';

type Load = () => Promise<{ command: Command }>;

/** Every command, loaded only when it is used: a terminal should not wait for what it does not run. */
export const commands: Readonly<Record<string, Load>> = {
  log: () => import('./commands/log.ts'),
  timer: () => import('./commands/timer.ts'),
  status: () => import('./commands/status.ts'),
  plan: () => import('./commands/plan.ts'),
  skills: () => import('./commands/skills.ts'),
  labs: () => import('./commands/labs.ts'),
  lab: () => import('./commands/lab.ts'),
  models: () => import('./commands/models.ts'),
  backup: () => import('./commands/backup.ts'),
  restore: () => import('./commands/restore.ts'),
  export: () => import('./commands/export.ts'),
  import: () => import('./commands/import.ts'),
  doctor: () => import('./commands/doctor.ts'),
};
