import type { Paint } from '../../electron/cli/command.ts';
import { placeText } from '../../electron/cli/terminal-link.ts';

/** Prints text as it is. */
export const plain: Paint = {
  bold: String,
  dim: String,
  good: String,
  bad: String,
  warn: String,
  place: placeText({}),
};
