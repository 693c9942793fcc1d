import { CLOCK, isPlainlyClock, readClock, readRange } from './clock-words.ts';
import { DAY, dayOf } from './day-words.ts';
import { LENGTH, lengthOf } from './length.ts';
import type { Item, Meaning } from './types.ts';

type Groups = Record<string, string | undefined>;
interface Rule {
  pattern: RegExp;
  /** What a match means here; null leaves the words to the next rule. `before` is what the item before it was. */
  read(groups: Groups, before: Meaning | undefined): Meaning | null;
}

const END = '(?=[\\s,;!?)]|\\.(?:\\s|$)|$)';
const rule = (pattern: string, read: Rule['read']): Rule => ({
  pattern: new RegExp(`(?:${pattern})${END}`, 'iuy'),
  read,
});

const notATime = (text: string): Meaning => ({
  kind: 'wrong',
  message: `${text} is not a time of day.`,
  hint: 'Write it like 9:30 or 21:10.',
});

function readRangeWords({ lead, from, to }: Groups, before: Meaning | undefined): Meaning | null {
  const range = readRange(from!, to!);
  const plain = isPlainlyClock(from!) || isPlainlyClock(to!);
  // "9-10" may be pages or scores: only where a length or a time has its place is it a time.
  if (!plain && (!range || !(lead || before === undefined || before.kind === 'day'))) return null;
  return range ? { kind: 'range', ...range } : notATime(`${from}-${to}`);
}

function readClockWords({ lead, clock }: Groups, before: Meaning | undefined): Meaning | null {
  const at = readClock(clock!);
  if (!isPlainlyClock(clock!)) return at === null ? null : { kind: 'clock', at, sure: true };
  if (/^[nm]/i.test(clock!) && !lead && before?.kind !== 'day') return null;
  if (at === null || at === 24 * 60) return notATime(clock!);
  return { kind: 'clock', at, sure: Boolean(lead) || before?.kind === 'day' || /m$/i.test(clock!) };
}

const ISO = '(?<iso>\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:?\\d{2}))';

/** The first rule that reads the words at a place wins. */
const RULES: readonly Rule[] = [
  rule('["“](?<note>[^"“”]*)["”]', ({ note }) => ({ kind: 'quote', note: note! })),
  // "#123" is an issue's number, not a tag.
  rule('#(?<name>(?!\\d+(?:\\s|$))[\\p{L}\\p{N}][\\p{L}\\p{N}:_-]*)', ({ name }) => ({
    kind: 'tag',
    name: name!.toLowerCase(),
  })),
  rule(ISO, ({ iso }) => {
    const at = Date.parse(iso!);
    return Number.isNaN(at) ? notATime(iso!) : { kind: 'instant', at };
  }),
  rule(`(?<date>\\d{1,2}[/.]\\d{1,2}[/.]\\d{4})`, ({ date }) => ({
    kind: 'wrong',
    message: `${date} can be two dates.`,
    hint: 'Write the month as a word, like 12 Nov, or the date as 2026-11-12.',
  })),
  rule(DAY, (groups) => ({ kind: 'day', day: dayOf(groups) })),
  rule(`(?<lead>(?:from|at)\\s+)?(?<from>${CLOCK})\\s?[-–—]\\s?(?<to>${CLOCK})`, readRangeWords),
  rule(`(?<lead>from\\s+)?(?<from>${CLOCK})\\s+(?:to|till|until)\\s+(?<to>${CLOCK})`, readRangeWords),
  rule(`(?:${LENGTH})\\s+ago`, (groups) => {
    const minutes = lengthOf(groups);
    return minutes === null ? null : { kind: 'ago', minutes };
  }),
  rule(`(?:for\\s+)?(?:${LENGTH})`, (groups) => {
    const minutes = lengthOf(groups);
    return minutes === null ? null : { kind: 'length', minutes };
  }),
  rule(`(?<lead>(?:at|from|since)\\s+)(?<clock>${CLOCK})(?=\\s*[,#]|\\s*$)`, readClockWords),
  rule(
    `(?<lead>(?:at|from|since)\\s+)?(?<clock>\\d{1,3}:\\d{1,2}(?:\\s?[ap]m)?|\\d{1,2}\\s?[ap]m|noon|midnight)`,
    readClockWords,
  ),
  rule('(?<minutes>\\d+(?:[.,]\\d+)?)', ({ minutes }, before) =>
    before ? null : { kind: 'number', minutes: Number(minutes!.replace(',', '.')) },
  ),
];

const SPACE = /\s+/uy;
const WORD = /\S+/uy;
const TAIL = /[,;.](?=\s|$)/uy;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

/** Splits a text into what has a meaning and plain words, in order. Every letter lies in an item or is white space. */
export function scan(text: string): Item[] {
  const items: Item[] = [];
  let at = 0;
  while (at < text.length) {
    const space = matchAt(SPACE, text, at);
    if (space) {
      at += space[0].length;
      continue;
    }
    const { meaning, length } = readAt(text, at, items.at(-1));
    const end = at + length;
    items.push({ ...meaning, span: { start: at, end }, text: text.slice(at, end) });
    at = end;
    if (meaning.kind !== 'word') at += matchAt(TAIL, text, at)?.[0].length ?? 0;
  }
  return items;
}

function readAt(text: string, at: number, before: Meaning | undefined): { meaning: Meaning; length: number } {
  for (const { pattern, read } of RULES) {
    const match = matchAt(pattern, text, at);
    const meaning = match && read(match.groups ?? {}, before);
    if (meaning) return { meaning, length: match[0].length };
  }
  return { meaning: { kind: 'word' }, length: matchAt(WORD, text, at)?.[0].length ?? 1 };
}
