import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { report, written, type Json } from './lib/cli.ts';
import {
  jsonLines,
  queueNames,
  respelled,
  tickets,
  ticketWriter,
  type Case,
  type Ticket,
} from './lib/tickets.ts';

interface Built {
  said: Json;
  cases: Case[];
}

async function build(t: CheckTools, rows: readonly Ticket[], name = 'tickets'): Promise<Built> {
  const args = [
    'build',
    '--tickets',
    t.files.write(`${name}.jsonl`, jsonLines(rows)),
    '--out',
    `${t.files.folder}/${name}-cases.json`,
  ];
  const said = await report(t, args);
  const { cases } = written(t, `${name}-cases.json`, args);
  t.expect.that(Array.isArray(cases), {
    message: 'The file of `build` should be an object with the list "cases".',
    actual: cases,
  });
  return { said, cases: cases as Case[] };
}

const bare = ({ id, text, queue }: Case): object => ({ id, text, queue });

function expectCount(t: CheckTools, said: Json, counts: Json): void {
  for (const [key, value] of Object.entries(counts))
    t.expect.equal(said[key], value, `The report of \`build\` should have the right number of ${key}.`);
}

const sides = (cases: readonly Case[]): Record<string, string> =>
  Object.fromEntries(cases.map(({ text, split }) => [text, split]));

const checks: DefineChecks = (check) => [
  check('labelled-only', 'Labelled tickets become cases, the others do not', async (t) => {
    const rows: Ticket[] = tickets(t, queueNames(t, 3), 8);
    const write = ticketWriter(t);
    const unlabelled = [null, undefined, ''].map((queue, i) => ({
      id: `U-${i}`,
      text: `${write(i)} today`,
      queue,
    }));
    for (const ticket of unlabelled) rows.splice(t.random.int(0, rows.length), 0, ticket);
    const { said, cases } = await build(t, rows);
    t.expect.equal(
      cases.map(bare),
      rows.filter(({ queue }) => queue),
      'The cases should be the tickets that have a queue, with id, text and queue as they are, in the order of the file.',
    );
    t.expect.that(
      cases.every(({ split }) => split === 'dev' || split === 'holdout'),
      {
        message: 'Every case should have the split "dev" or "holdout".',
        actual: cases.find(({ split }) => split !== 'dev' && split !== 'holdout'),
      },
    );
    const holdout = cases.filter(({ split }) => split === 'holdout').length;
    const counts = { cases: 24, unlabelled: 3, duplicates: 0, conflicts: [], holdout, dev: 24 - holdout };
    expectCount(t, said, counts);
  }),

  check('duplicates', 'The same text twice is one case', async (t) => {
    const rows = tickets(t, queueNames(t, 3), 6);
    const again = t.random
      .sample(rows, 5)
      .map(({ text, queue }, i) => ({ id: `D-${i}`, text: respelled(t, text), queue }));
    const { said, cases } = await build(t, [...rows, ...again]);
    t.expect.equal(
      cases.map(bare),
      rows,
      'Tickets that differ in case, white space or punctuation only are one case: the first of them.',
    );
    expectCount(t, said, { duplicates: 5 });
  }),

  check('conflicts', 'The same text with two labels is no case', async (t) => {
    const queues = queueNames(t, 3);
    const rows = tickets(t, queues, 6);
    const torn = t.random.sample(rows, 2);
    const others = torn.map(({ text, queue }, i) => ({
      id: `C-${i}`,
      text: respelled(t, text),
      queue: queues.find((one) => one !== queue)!,
    }));
    const { said, cases } = await build(t, [...rows, ...others]);
    t.expect.equal(
      cases.map(bare),
      rows.filter((row) => !torn.includes(row)),
      'When people gave the same text two queues, nobody knows the right one: none of these tickets should become a case.',
    );
    const ids = [...torn, ...others].map(({ id }) => id).toSorted();
    t.expect.equal(
      Array.isArray(said['conflicts']) ? said['conflicts'].map(String).toSorted() : said['conflicts'],
      ids,
      'The report of `build` should list the ids of all tickets in a conflict.',
    );
    expectCount(t, said, { duplicates: 0 });
  }),

  check('stable-split', 'A case stays on its side when tickets come and go', async (t) => {
    const queues = queueNames(t, 4);
    const rows = tickets(t, queues, 15);
    const first = sides((await build(t, rows)).cases);
    const write = ticketWriter(t);
    const more = Array.from({ length: 10 }, (_, i) => ({
      text: `${write(i)} since Monday`,
      queue: queues[i % 4]!,
    }));
    // Another export: other order, other ids, some gone, some new.
    const later = t.random
      .shuffle([...rows.slice(5), ...more])
      .map(({ text, queue }, i) => ({ id: `N-${i}`, text, queue }));
    const second = sides((await build(t, later, 'later')).cases);
    const moved = rows.slice(5).filter(({ text }) => second[text] !== first[text]);
    t.expect.that(moved.length === 0, {
      message:
        'A case changed its side when the file was built again from another export. A hold-out case that moves to dev is no hold-out: the text alone should decide.',
      expected: 'no case on another side',
      actual: moved.slice(0, 3).map(({ text }) => `"${text}": ${first[text]}, then ${second[text]}`),
    });
    const spelled = later.map(({ text, ...ticket }) => ({ ...ticket, text: text.toUpperCase() }));
    const third = sides((await build(t, spelled, 'spelled')).cases);
    const torn = later.filter(({ text }) => third[text.toUpperCase()] !== second[text]);
    t.expect.that(torn.length === 0, {
      message:
        'A text in capitals should be on the same side as before: the split should use the same idea of "the same text" as the search for duplicates.',
      actual: torn.slice(0, 3).map(({ text }) => text),
    });
  }),

  check('shares', 'About three in ten cases are held out, of every queue', async (t) => {
    const queues = queueNames(t, 4);
    const { cases } = await build(t, tickets(t, queues, 50));
    const held = cases.filter(({ split }) => split === 'holdout');
    t.expect.that(held.length >= 30 && held.length <= 90, {
      message: 'About three in ten cases should be in the hold-out.',
      expected: '30 to 90 of 200',
      actual: `${held.length} of ${cases.length}`,
    });
    const without = queues.filter((queue) => !held.some((one) => one.queue === queue));
    t.expect.equal(without, [], 'Every queue should have cases in the hold-out when it has 50 in all.');
  }),

  check('own-export', 'The export of the help desk becomes 80 cases', async (t) => {
    const said = await report(t, [
      'build',
      '--tickets',
      'data/tickets.jsonl',
      '--out',
      `${t.files.folder}/cases.json`,
    ]);
    t.expect.equal(
      [
        said['cases'],
        said['duplicates'],
        said['unlabelled'],
        (said['conflicts'] as unknown[] | undefined)?.length,
      ],
      [80, 6, 6, 4],
      'data/tickets.jsonl has 96 tickets: 80 cases, 6 duplicates, 6 without a queue, 4 in conflicts.',
    );
  }),
];

export default checks;
