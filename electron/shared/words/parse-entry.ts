import type { LogInput } from '../practice.ts';
import { formatDuration } from '../time.ts';
import { readAbout, type About } from './about.ts';
import { lengthOfEntry, sortTimes, type Sorted } from './length-of-entry.ts';
import { scan } from './scan.ts';
import { showStretch } from './show.ts';
import type { EntryContext, Item, ParsedEntry, Part, Problem, Span, Understood } from './types.ts';
import { judgeTimes, whenOfRange, whenOfStart } from './when.ts';
import { createWallClock } from './wall-clock.ts';

/** A note's limit with room for the other words. */
const LONGEST = 20_200;
const ORDER: readonly Part[] = ['length', 'when', 'skill', 'lab', 'target', 'activity', 'note'];

/**
 * Reads an entry in words, like "45m rag chunking yesterday 21:10", "9:00-10:30 mcp" or "1h30 #evals read the paper".
 *
 * Length: 45m, 1h30, 1.5h, 90 min, 1:30, half an hour, or a range (over midnight too). Day: today, yesterday,
 * 2 days ago, a weekday (the last one), 12 Nov, 2026-11-12. Time: "at 21:10", or a time beside a length or a day
 * is the start; without a day the latest that has come. Subject: `#tag`, or kind of work and skill as first words.
 * The rest, and anything in double quotes, is the note. Wall-clock times are read in `zone`: a skipped time is
 * moved on by the change, of a doubled one the first is taken; both are said.
 *
 * Pure and total: any text gives a result. `entry` is absent exactly while a problem blocks.
 */
export function parseEntry(text: string, context: EntryContext): ParsedEntry {
  if (text.length > LONGEST) {
    const span = { start: LONGEST, end: text.length };
    const problem = {
      message: 'That is too long.',
      hint: 'Keep a note under 20,000 characters.',
      span,
      blocks: true,
    };
    return { understood: [], problems: [problem] };
  }
  const items = scan(text);
  const sorted = sortTimes(items, context);
  const times = readTimes(sorted, context);
  const about = readAbout(notTime(items, sorted), text, context);
  const misread = times.isLengthSaid ? null : misreadLength(items);
  // A misread length says already that the length is missing.
  const problems = [...sorted.problems, ...(misread ? [misread] : times.problems), ...about.problems];
  const understood = withAssumed([...times.understood, ...about.understood], context);
  if (problems.some((it) => it.blocks) || times.minutes === undefined) return { understood, problems };
  return { entry: toEntry(times, about, context), understood, problems };
}

interface Times {
  minutes?: number | undefined;
  startedAt?: number | undefined;
  isLengthSaid: boolean;
  understood: Understood[];
  problems: Problem[];
}

function readTimes(sorted: Sorted, context: EntryContext): Times {
  const place = { context, clock: createWallClock(context.zone) };
  const isRange = sorted.range !== undefined && context.fixed?.minutes === undefined;
  const parts = isRange ? [sorted.range, sorted.day] : [sorted.clock, sorted.instant, sorted.day];
  const said = parts.filter((item) => item !== undefined).toSorted((a, b) => a.span.start - b.span.start);
  const isLengthSaid = isRange || sorted.length !== undefined || context.fixed?.minutes !== undefined;
  const range = isRange ? whenOfRange(sorted, place) : undefined;
  const length = range ? undefined : lengthOfEntry(sorted, context);
  if (length && 'message' in length) return { isLengthSaid, understood: [], problems: [length] };
  const minutes = range?.minutes ?? length?.minutes;
  const startWords = context.fixed?.startedAt === undefined ? said : [];
  const when =
    range && context.fixed?.startedAt === undefined ? range : whenOfStart(sorted, minutes ?? 0, place);
  const problems = [...when.problems];
  const understood: Understood[] = length ? [length.understood] : [];
  if (minutes === undefined) return { isLengthSaid, understood, problems };
  const spans = startWords.map((item) => item.span);
  if (when.startedAt !== undefined) {
    problems.push(
      ...judgeTimes(when.startedAt, minutes, { context, span: spans[0] ?? { start: 0, end: 0 } }),
    );
  }
  if (range) understood.push(lengthOfRange(sorted.range!, minutes));
  understood.push({
    part: 'when',
    text: startWords.map((item) => item.text).join(' '),
    spans,
    meaning: when.startedAt === undefined ? 'Until now' : showStretch(when.startedAt, minutes, context),
  });
  return { minutes, startedAt: when.startedAt, isLengthSaid, understood, problems };
}

const lengthOfRange = ({ text, span }: Item, minutes: number): Understood => ({
  part: 'length',
  text,
  spans: [span],
  meaning: formatDuration(minutes * 60),
});

/** What is left for the subject; a number that turned out not to be the length is a word of the note. */
function notTime(items: readonly Item[], sorted: Sorted): Item[] {
  return items
    .filter(
      (item) => item.kind === 'word' || item.kind === 'quote' || item.kind === 'tag' || isSpare(item, sorted),
    )
    .map((item) => (item.kind === 'number' ? { kind: 'word', span: item.span, text: item.text } : item));
}

const isSpare = (item: Item, sorted: Sorted): boolean => item.kind === 'number' && item !== sorted.length;

/** "45n rag": a first word that looks like a length must not slip into the note while a usual length is taken. */
function misreadLength(items: readonly Item[]): Problem | null {
  const first = items[0];
  if (first?.kind !== 'word' || !/^[-−]?\d+([.,:]\d+)*[a-z]{1,4}$/i.test(first.text)) return null;
  if (/^\d+(st|nd|rd|th|d|k|b|g|x+)$/i.test(first.text)) return null;
  const span: Span = first.span;
  return {
    message: `"${first.text}" is not a length of time.`,
    hint: 'Write it like 45m, 1h30 or 1:30, or put the note in quotes.',
    span,
    blocks: true,
  };
}

function toEntry({ minutes, startedAt }: Times, { subject }: About, { fixed }: EntryContext): LogInput {
  return {
    ...subject,
    ...fixed,
    minutes: minutes!,
    ...(startedAt === undefined ? {} : { startedAt }),
  };
}

/** Adds the kind of work that is taken where none was said, and puts the parts in a fixed order. */
function withAssumed(understood: Understood[], { fixed }: EntryContext): Understood[] {
  const known = understood.some((it) => it.part === 'activity') || fixed?.activity !== undefined;
  const kind: Understood[] = known ? [] : [{ part: 'activity', text: '', spans: [], meaning: 'Building' }];
  return [...understood, ...kind].toSorted((a, b) => ORDER.indexOf(a.part) - ORDER.indexOf(b.part));
}
