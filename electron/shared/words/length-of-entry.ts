import { formatDuration } from '../time.ts';
import type { EntryContext, Item, Problem, Understood } from './types.ts';

/** A clock time with nothing around it is a length up to here: 1:30 is an hour and a half, 21:10 is a time of day. */
const LONGEST_COLON_LENGTH = 6 * 60;
const DAY = 24 * 60;

export interface Sorted {
  length: Item<'length'> | Item<'number'> | Item<'clock'> | undefined;
  range: Item<'range'> | undefined;
  clock: Item<'clock'> | undefined;
  instant: Item<'instant'> | Item<'ago'> | undefined;
  day: Item<'day'> | undefined;
  problems: Problem[];
}

const of = <K extends Item['kind']>(items: readonly Item[], kind: K): Item<K>[] =>
  items.filter((item): item is Item<K> => item.kind === kind);

/** Gives each item that is about time its role, and says where two want the same one. */
export function sortTimes(items: readonly Item[], context: EntryContext): Sorted {
  const ranges = of(items, 'range');
  const lengths = of(items, 'length');
  const days = of(items, 'day');
  const instants = [...of(items, 'instant'), ...of(items, 'ago')];
  const clocks = of(items, 'clock');
  const isLengthKnown = lengths.length + ranges.length > 0 || context.fixed?.minutes !== undefined;
  const asLength = clocks.find((it) => !it.sure && it.at < LONGEST_COLON_LENGTH);
  const colon = isLengthKnown || days.length + instants.length > 0 ? undefined : asLength;
  const starts = clocks.filter((it) => it !== colon);
  const number = isLengthKnown || colon ? undefined : of(items, 'number')[0];

  const wrong = of(items, 'wrong').map(({ message, hint, span }) => ({ message, hint, span, blocks: true }));
  const problems: Problem[] = [
    ...wrong,
    ...two([...lengths, ...ranges], 'lengths', 'Keep one, or put the note in quotes.'),
    // Two ranges are two lengths already; they need not be told twice.
    ...two([...starts, ...ranges.slice(0, 1), ...instants], 'times', 'Keep one, or log two entries.'),
    ...two([...days, ...instants], 'days', 'Keep one, or log two entries.'),
  ];
  return {
    length: lengths[0] ?? colon ?? number,
    range: ranges[0],
    clock: starts[0],
    instant: instants[0],
    day: days[0],
    problems,
  };
}

function two(items: readonly Item[], what: string, hint: string): Problem[] {
  const [first, second] = items.toSorted((a, b) => a.span.start - b.span.start);
  if (!first || !second) return [];
  return [
    { message: `${first.text} and ${second.text} are two ${what}.`, hint, span: second.span, blocks: true },
  ];
}

/** The minutes that were said or are usual, or why there are none. */
export function lengthOfEntry(
  { length }: Sorted,
  context: EntryContext,
): { minutes: number; understood: Understood } | Problem {
  const said = context.fixed?.minutes === undefined ? length : undefined;
  const value =
    context.fixed?.minutes ?? (said?.kind === 'clock' ? said.at : said?.minutes) ?? context.usualMinutes;
  const span = said?.span ?? { start: 0, end: 0 };
  if (value === undefined) {
    return {
      message: 'Say how long it was.',
      hint: 'For example: 45m rag chunking, or 9:00-10:30 mcp.',
      span,
      blocks: true,
    };
  }
  const problem = judgeMinutes(value, said?.text ?? String(value), span);
  if (problem) return problem;
  return {
    minutes: value,
    understood: {
      part: 'length',
      text: said?.text ?? '',
      spans: said ? [said.span] : [],
      meaning: formatDuration(value * 60),
    },
  };
}

function judgeMinutes(minutes: number, text: string, span: Problem['span']): Problem | null {
  if (minutes <= 0)
    return {
      message: `${text} is no time at all: a session needs more than 0 minutes.`,
      hint: 'Write a length above zero, like 45m.',
      span,
      blocks: true,
    };
  if (minutes > DAY)
    return {
      message: `${text} is too long: a session is at most 24 hours; log two.`,
      hint: 'Log each day by itself.',
      span,
      blocks: true,
    };
  return null;
}
