import type { CheckTools } from '../../../../electron/server/labs/checks.ts';

export interface Ticket {
  id: string;
  text: string;
  queue?: string | null;
}

export interface Case {
  id: string;
  text: string;
  queue: string;
  split: 'dev' | 'holdout';
}

/** What people write to a help desk. NAME and CODE make each text one of its kind. */
const KINDS = [
  [
    'The invoice CODE is wrong',
    'I was billed twice for NAME',
    'The bill for NAME is too high',
    'Please look at the invoice for NAME',
  ],
  [
    'Where is my parcel CODE?',
    'My package CODE has not arrived',
    'Shipping of NAME takes too long',
    'The courier lost my box CODE',
  ],
  [
    'NAME crashes when I open it',
    'I get an error in NAME',
    'There is a bug in NAME',
    'NAME stopped working after the update',
  ],
  [
    'I cannot log in to NAME',
    'I forgot my password for NAME',
    'My password for NAME does not work',
    'Please reset my password for NAME',
  ],
];

const CODES = [
  'desk_1',
  'x2',
  'tier3',
  'lane_1',
  'folder_a',
  'red',
  'queue_c',
  'delta',
  'y7',
  'team_two',
  'hot',
  'vip',
];

/** The queues of a help desk: codes, which no model can know the meaning of. */
export const queueNames = (t: CheckTools, count: number): string[] => t.random.sample(CODES, count);

/** Makes texts, none of which is like another, or a part of another. */
export function ticketWriter(t: CheckTools): (kind: number) => string {
  const used = new Set<string>();
  const fresh = (make: () => string): string => {
    for (;;) {
      const word = make();
      if (used.has(word.toLowerCase())) continue;
      used.add(word.toLowerCase());
      return word;
    }
  };
  return (kind) => {
    const name = fresh(() => `${t.random.name()} ${t.random.pick(['One', 'Pro', 'Lite', 'Max'])}`);
    const code = fresh(() => `${t.random.word(2).toUpperCase()}-${t.random.int(1000, 9999)}`);
    return t.random
      .pick(KINDS[kind % KINDS.length]!)
      .replace('NAME', name)
      .replace('CODE', code);
  };
}

/** Labelled tickets, `each` for every queue, in any order. */
export function tickets(
  t: CheckTools,
  queues: readonly string[],
  each: number,
): (Ticket & { queue: string })[] {
  const write = ticketWriter(t);
  const rows = queues.flatMap((queue, kind) =>
    Array.from({ length: each }, () => ({ text: write(kind), queue })),
  );
  return t.random.shuffle(rows).map((row, i) => ({ id: `T-${i + 1}`, ...row }));
}

/** The same text for a person: other case, other white space, other punctuation. */
export function respelled(t: CheckTools, text: string): string {
  const bare = text.replace(/[?.!]$/, '');
  return t.random.pick([
    bare.toUpperCase(),
    `${bare.toLowerCase()}!`,
    `  ${bare.replace(' ', '  ')}.`,
    `${bare} ...`,
  ]);
}

export const jsonLines = (rows: readonly object[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Queues for live checks, one for each kind of ticket: codes that a small model tells apart well. */
export const PLAIN_QUEUES = ['desk_1', 'x2', 'lane_1', 'tier3'];
