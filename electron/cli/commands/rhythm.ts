import { weekday } from '../../shared/curriculum.ts';
import { AppError } from '../../shared/errors.ts';
import { nearest } from '../../shared/nearest.ts';
import { localDate } from '../../shared/practice.ts';
import { boundsOf, periodName } from '../../shared/rhythm-periods.ts';
import { markInput, type RhythmEntry, type WeekView } from '../../shared/rhythm.ts';
import { addDays, formatDuration } from '../../shared/time.ts';
import { flagsOf, report, type Command, type CommandContext, type Paint } from '../command.ts';
import { table } from '../output.ts';
import { parseInput } from '../subject-flags.ts';

export const command: Command = {
  name: 'rhythm',
  summary: 'what comes round today and this week; check off, skip, move',
  usage: `Usage: cairn rhythm [--week]
       cairn rhythm done|reopen ITEM
       cairn rhythm skip ITEM [--reason TEXT]
       cairn rhythm move ITEM DAY [--time 16:30]

  ITEM           an item's id, as the list shows it
  DAY            a day of its period: friday, or 2026-11-20
  --week         the whole week, not only today
  --reason TEXT  why it is skipped; for yourself
  --time TIME    the time on that day; else its usual one`,

  async run(ctx) {
    const { values, positionals } = flagsOf(ctx, {
      week: { type: 'boolean' },
      reason: { type: 'string' },
      time: { type: 'string' },
    });
    const services = await ctx.services();
    const [verb, item, day] = positionals;
    const week = services.rhythm.week();
    if (verb === undefined) return printList(ctx, week, values.week ?? false);
    const entry = findEntry(week, item);
    const ref = { itemId: entry.id, period: entry.period };
    const to = verb === 'move' ? { on: readDay(day, entry), time: values.time ?? null } : {};
    const input = parseInput(markInput, {
      do: wordOf(verb),
      ...ref,
      ...to,
      ...(verb === 'skip' ? { reason: values.reason ?? '' } : {}),
    });
    const { entry: after } = services.rhythm.mark(input);
    report(ctx, after, () => lineOf(ctx.paint, after));
    return 0;
  },
};

const VERBS = { done: 'check', reopen: 'reopen', skip: 'skip', move: 'move' } as const;

function wordOf(verb: string): (typeof VERBS)[keyof typeof VERBS] {
  if (Object.hasOwn(VERBS, verb)) return VERBS[verb as keyof typeof VERBS];
  throw new AppError('bad_input', `"cairn rhythm ${verb}" is not known.`, {
    hint: 'Use done, reopen, skip or move; `cairn rhythm --help` says how.',
  });
}

function findEntry({ days, longer }: WeekView, id: string | undefined): RhythmEntry {
  const all = [...days, ...longer];
  const found = all.find((entry) => entry.id === id);
  if (found) return found;
  const near =
    id &&
    nearest(
      id,
      all.map((entry) => entry.id),
    );
  throw new AppError('bad_input', id ? `There is no item "${id}" this week.` : 'Say which item.', {
    hint: near ? `Did you mean ${near}?` : '`cairn rhythm --week` lists the items with their ids.',
  });
}

/** A day by its name, in the entry's week (of a month or quarter: the coming one), or a date. */
function readDay(text: string | undefined, entry: RhythmEntry): string {
  const name = weekday.options.indexOf((text ?? '').toLowerCase() as (typeof weekday.options)[number]);
  if (name >= 0 && (entry.cadence === 'weekday' || entry.cadence === 'weekly')) {
    return addDays(boundsOf(entry.period).from, name);
  }
  if (text && localDate.safeParse(text).success) return text;
  throw new AppError(
    'bad_input',
    text ? `"${text}" is not a day that can be used here.` : 'Say to which day.',
    {
      hint: 'Write a weekday like friday for an item of a week, or a date like 2026-11-20.',
    },
  );
}

const MARK = (paint: Paint, { checkedAt, skippedAt }: RhythmEntry): string =>
  checkedAt !== null ? paint.good('[x]') : skippedAt !== null ? paint.dim('[-]') : '[ ]';

function cells(paint: Paint, entry: RhythmEntry): string[] {
  const when = [entry.time ?? '', entry.minutes ? formatDuration(entry.minutes * 60) : ''];
  const reason = entry.skippedAt !== null && entry.skipReason ? ` (${entry.skipReason})` : '';
  return [`  ${MARK(paint, entry)}`, ...when, entry.title + reason, paint.dim(entry.id)];
}

const lineOf = (paint: Paint, entry: RhythmEntry): string =>
  `${MARK(paint, entry)} ${entry.title}${entry.date ? `, ${entry.date}` : ''}${entry.time ? ` ${entry.time}` : ''}`;

function printList(ctx: CommandContext, week: WeekView, whole: boolean): number {
  const days = week.days
    .filter((entry) => whole || entry.date === week.today)
    .toSorted((a, b) => `${a.date} ${a.time ?? '99'}`.localeCompare(`${b.date} ${b.time ?? '99'}`));
  report(ctx, { startsOn: week.startsOn, today: week.today, days, longer: week.longer }, () => {
    const groups = [
      ...Map.groupBy(days, (entry) => entry.date ?? '').entries(),
      ...Map.groupBy(week.longer, (entry) => periodName(entry.period)).entries(),
    ];
    const lines = groups.flatMap(([name, entries]) => [
      ctx.paint.bold(name === week.today ? 'Today' : name),
      table(entries.map((entry) => cells(ctx.paint, entry))),
    ]);
    return days.length === 0 ? ['Nothing is due today.', ...lines].join('\n') : lines.join('\n');
  });
  return 0;
}
