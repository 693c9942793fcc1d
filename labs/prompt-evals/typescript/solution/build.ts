import { createHash } from 'node:crypto';
import { readJsonLines, writeJson } from './files.ts';
import { textKey } from './text-key.ts';
import type { Case, Outcome, Split, Ticket } from './types.ts';

const HOLDOUT_SHARE = 0.3;

/** Makes the labelled cases from an export of tickets. */
export async function build({ tickets: file, out }: { tickets: string; out: string }): Promise<Outcome> {
  const tickets = readJsonLines<Ticket>(file);
  const labelled = tickets.filter((ticket): ticket is Ticket & { queue: string } => Boolean(ticket.queue));
  const byText = Map.groupBy(labelled, ({ text }) => textKey(text));
  const cases: Case[] = [];
  const conflicts: string[] = [];
  let duplicates = 0;

  for (const [key, [first, ...others]] of byText) {
    if (others.some(({ queue }) => queue !== first!.queue)) {
      conflicts.push(first!.id, ...others.map(({ id }) => id));
      continue;
    }
    duplicates += others.length;
    const { id, text, queue } = first!;
    cases.push({ id, text, queue, split: splitOf(key) });
  }

  writeJson(out, { cases });
  const holdout = cases.filter(({ split }) => split === 'holdout').length;
  return {
    report: {
      cases: cases.length,
      dev: cases.length - holdout,
      holdout,
      duplicates,
      unlabelled: tickets.length - labelled.length,
      conflicts,
    },
  };
}

/** The text alone decides, so a case stays on its side whatever else comes into the file. */
function splitOf(key: string): Split {
  const drawn = createHash('sha256').update(key).digest().readUInt32BE() / 2 ** 32;
  return drawn < HOLDOUT_SHARE ? 'holdout' : 'dev';
}
