import type { Command } from './command.ts';

/** The flags of every command. */
export const SHARED_HELP = `Every command also takes:
  --json           print JSON instead of text
  --data-dir DIR   use the data in this folder
  --help           say how the command is used`;

/** What `--help` prints of a command. */
export const helpText = ({ summary, usage }: Pick<Command, 'summary' | 'usage'>): string =>
  `${summary}\n\n${usage}\n\n${SHARED_HELP}`;
