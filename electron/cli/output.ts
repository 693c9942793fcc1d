import { styleText } from 'node:util';
import type { Paint } from './command.ts';
import { placeText } from './terminal-link.ts';

type Format = Parameters<typeof styleText>[0];

/** Colour for stdout when it is a terminal that wants it (NO_COLOR and FORCE_COLOR are honoured). */
export function paintFor(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): Paint {
  const style = (format: Format) => (text: string) => styleText(format, text, { stream });
  return {
    bold: style('bold'),
    dim: style('dim'),
    good: style('green'),
    bad: style('red'),
    warn: style('yellow'),
    place: placeText(env, stream.isTTY),
  };
}

/** Rows as aligned columns, two spaces apart; the last column is not padded. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  return rows
    .map((row) => row.map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i]!))).join('  '))
    .join('\n');
}
