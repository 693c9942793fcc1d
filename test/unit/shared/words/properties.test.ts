import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { logInput } from '../../../../electron/shared/practice.ts';
import { localDateOf } from '../../../../electron/shared/time.ts';
import { parseEntry } from '../../../../electron/shared/words/parse-entry.ts';
import type { EntryContext } from '../../../../electron/shared/words/types.ts';
import { createWallClock } from '../../../../electron/shared/words/wall-clock.ts';
import { NAMES } from './names.ts';
import { dateBack, hourAt, instantsShowing } from './reference.ts';

const FIVE = 5 * 60_000;
/** Nights on which the clocks change somewhere, and one on which they do not. */
const NIGHTS = [
  '2026-03-08',
  '2026-03-29',
  '2026-04-05',
  '2026-10-25',
  '2026-11-01',
  '2026-06-15',
  '2028-02-29',
];
const zone = fc.constantFrom(
  'Europe/Paris',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Kiritimati',
  'UTC',
);
const now = fc
  .tuple(fc.constantFrom(...NIGHTS), fc.integer({ min: -12 * 12, max: 4 * 24 * 12 }))
  .map(([night, steps]) => Date.parse(`${night}T00:00:00Z`) + steps * FIVE);
const dayStartHour = fc.constantFrom(0, 4, 6);
const context = fc.record({ now, zone, dayStartHour }).map((it): EntryContext => ({ ...it, ...NAMES }));

const two = (n: number): string => String(n).padStart(2, '0');
const clock = fc.integer({ min: 0, max: 287 }).map((n) => `${two(Math.floor(n / 12))}:${two((n % 12) * 5)}`);
const length = fc
  .tuple(fc.integer({ min: 1, max: 240 }), fc.integer({ min: 0, max: 3 }))
  .map(([minutes, way]) => {
    const [h, m] = [Math.floor(minutes / 60), minutes % 60];
    const ways = [`${minutes}m`, `${minutes} min`, `${h}h${two(m)}`, `for ${h} h ${m} min`];
    return { minutes, text: ways[way]! };
  });
const subject = fc.constantFrom(
  { text: '', about: {} },
  { text: 'rag chunking', about: { skillId: 'rag-architectures', note: 'chunking' } },
  { text: 'reading mcp', about: { activity: 'reading', skillId: 'mcp' } },
  {
    text: '#evals read the paper',
    about: { skillId: 'prompt-engineering-evals', activity: 'reading', note: 'read the paper' },
  },
  { text: 'wrote some notes', about: { note: 'wrote some notes' } },
);
const order = fc.shuffledSubarray([0, 1, 2], { minLength: 3 });
const arrange = (parts: readonly string[], at: readonly number[]): string =>
  at
    .map((i) => parts[i]!)
    .filter((it) => it !== '')
    .join(' ');

/** What is right for a start on the wall, by walking: the first instant that shows it, if there is one. */
function expected(wall: string, minutes: number, { now, zone }: EntryContext): number | 'future' | 'skipped' {
  const first = instantsShowing(wall, zone)[0];
  if (first === undefined) return 'skipped';
  return first + minutes * 60_000 > now + FIVE ? 'future' : first;
}

function check(
  text: string,
  context: EntryContext,
  want: { wall: string; minutes: number; about: object },
): void {
  const { entry, problems } = parseEntry(text, context);
  const start = expected(want.wall, want.minutes, context);
  if (start === 'future') {
    expect([text, entry, problems.map((it) => it.message).join()]).toEqual([
      text,
      undefined,
      expect.stringContaining('in the future'),
    ]);
  } else if (start === 'skipped') {
    expect(problems.map((it) => it.message).join()).toContain('did not exist');
  } else expect([text, entry]).toEqual([text, { minutes: want.minutes, startedAt: start, ...want.about }]);
}

describe('against a reference that walks the clock', () => {
  test('length, "yesterday" or days ago, time and subject are understood in any order', () => {
    const days = fc.constantFrom(
      { text: 'today', back: 0 },
      { text: 'yesterday', back: 1 },
      { text: 'the day before yesterday', back: 2 },
      { text: '3 days ago', back: 3 },
    );
    fc.assert(
      fc.property(fc.record({ context, length, subject, days, clock, order }), (it) => {
        const text = arrange([it.length.text, it.subject.text, `${it.days.text} ${it.clock}`], it.order);
        const { now, zone, dayStartHour } = it.context;
        // The day that runs began at the day start; hours before it belong to the end of a day.
        const late = hourAt(now, zone) < dayStartHour ? 1 : 0;
        const early = Number(it.clock.slice(0, 2)) < dayStartHour ? 1 : 0;
        const wall = `${dateBack(now, zone, it.days.back + late - early)} ${it.clock}`;
        check(text, it.context, { wall, minutes: it.length.minutes, about: it.subject.about });
      }),
      { numRuns: 400 },
    );
  });

  test('a written date with a time is that time on the wall', () => {
    fc.assert(
      fc.property(fc.record({ context, length, subject, back: fc.nat(3), clock, order }), (it) => {
        const date = dateBack(it.context.now, it.context.zone, it.back);
        const text = arrange([it.length.text, it.subject.text, `${date} ${it.clock}`], it.order);
        const want = { wall: `${date} ${it.clock}`, minutes: it.length.minutes, about: it.subject.about };
        check(text, it.context, want);
      }),
      { numRuns: 400 },
    );
  });

  test('a range lasts as long as really passed between its ends', () => {
    fc.assert(
      fc.property(context, clock, clock, (context, from, to) => {
        fc.pre(from !== to);
        const date = dateBack(context.now, context.zone, 2);
        const start = instantsShowing(`${date} ${from}`, context.zone)[0];
        const endDate = to < from ? dateBack(context.now, context.zone, 1) : date;
        const end = instantsShowing(`${endDate} ${to}`, context.zone)[0];
        fc.pre(start !== undefined && end !== undefined && end <= context.now);
        expect(parseEntry(`${date} ${from}-${to}`, context).entry).toEqual({
          minutes: (end - start) / 60_000,
          startedAt: start,
        });
      }),
      { numRuns: 300 },
    );
  });

  test('a time of day alone is the latest that has come', () => {
    fc.assert(
      fc.property(context, clock, (context, time) => {
        const dates = [0, 1].map((back) => dateBack(context.now, context.zone, back));
        const walls = dates.map((date) => instantsShowing(`${date} ${time}`, context.zone)[0]);
        fc.pre(walls.every((it) => it !== undefined));
        const start = walls.find((it) => it <= context.now)!;
        fc.pre(start + 60_000 <= context.now);
        expect(parseEntry(`1m at ${time}`, context).entry?.startedAt).toBe(start);
      }),
      { numRuns: 300 },
    );
  });
});

test('what was done "yesterday" counts for yesterday, with a time or without', () => {
  fc.assert(
    fc.property(context, length, fc.option(clock), (context, { text, minutes }, time) => {
      const { now, zone, dayStartHour } = context;
      const { entry } = parseEntry(`${text} yesterday ${time ?? ''}`, context);
      if (!entry) return;
      const day = localDateOf(now, zone, dayStartHour);
      expect(entry.minutes).toBe(minutes);
      // A start that the clocks skipped moves on by an hour, which may cross the day start.
      const skipped = time && createWallClock(zone).read(entry.startedAt!).minutes !== minutesOf(time);
      if (!skipped) expect(localDateOf(entry.startedAt!, zone, dayStartHour)).toBe(dateBefore(day));
    }),
    { numRuns: 400 },
  );
});

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const dateBefore = (date: string): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);

describe('any text at all', () => {
  const soup = fc.array(
    fc.oneof(
      fc
        .constantFrom(
          '45m 1h30 -5m 9:00-10:30 9-10 21:10 at from to for on yesterday today fri last 12 Nov 31 Feb 2026-11-12 #rag #evals #x # reading lab read rag mcp 2 days ago an hour and a half " “ ” , ; 25:61 12/11/2026 noon 3pm'.split(
            ' ',
          ),
        )
        .chain((words) => fc.constantFrom(...words)),
      fc.string({ unit: 'grapheme', maxLength: 8 }),
    ),
    { maxLength: 14 },
  );

  test('gives a result that can be logged, or says in place why not', () => {
    fc.assert(
      fc.property(context, soup, (context, words) => {
        const text = words.join(' ');
        const { entry, problems, understood } = parseEntry(text, context);
        expect(entry === undefined).toBe(problems.some((it) => it.blocks));
        if (entry) {
          expect(logInput.safeParse(entry).success).toBe(true);
          expect((entry.startedAt ?? 0) + entry.minutes * 60_000).toBeLessThanOrEqual(context.now + FIVE);
        }
        const spans = [...problems.map((it) => it.span), ...understood.flatMap((it) => it.spans)];
        for (const { start, end } of spans) {
          expect(start).toBeGreaterThanOrEqual(0);
          expect(end).toBeGreaterThanOrEqual(start);
          expect(end).toBeLessThanOrEqual(text.length);
        }
        for (const it of problems) expect([it.message, it.hint].every((words) => words !== '')).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });

  test('loses no word: each is in the note or in a part that says what it means', () => {
    fc.assert(
      fc.property(context, soup, (context, words) => {
        const text = words.join(' ');
        const { entry, understood } = parseEntry(text, context);
        if (!entry) return;
        const spans = understood.flatMap((it) => it.spans);
        const lost = [...text.matchAll(/[\p{L}\p{N}]+/gu)].filter(
          ({ index }) => !spans.some(({ start, end }) => start <= index && index < end),
        );
        // Joining words before a name ("reading about mcp") are all that may go.
        expect(
          lost.map(([word]) => word).filter((word) => !/^(on|about|for|of|with|in)$/i.test(word)),
        ).toEqual([]);
      }),
      { numRuns: 1500 },
    );
  });

  test('a long text without spaces or with nothing but spaces is read at once', () => {
    const begun = performance.now();
    for (const text of ['9'.repeat(20_000), ' '.repeat(20_000), 'half '.repeat(4000), '1:'.repeat(10_000)])
      parseEntry(text, { now: 0, zone: 'UTC', dayStartHour: 4, ...NAMES });
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});
