import type { ProgressView, Stack } from '../../../../electron/shared/progress.ts';
import {
  dayOf,
  type Band,
  type GridModel,
  type LevelsModel,
  type Series,
  type SeriesModel,
  type Token,
} from '../../../parts/chart/model.ts';

const hours = (seconds: number): number => seconds / 3600;

/** Hours in all, day by day, beside what the plan asks for and where the recent pace leads. */
export function cumulativeModel(view: ProgressView): SeriesModel | null {
  const { days: done, before, due, fan } = view;
  if (before === 0 && done.every((seconds) => seconds === 0)) return null;
  const [from, today] = [dayOf(view.from), dayOf(view.today)];
  const ahead = fan ? [...fan.dates.keys()].map((week) => today + week * 7) : [];
  // A fan that ends in years would press what has been done into a corner.
  const until = Math.min(
    Math.max(dayOf(view.planUntil), ahead.at(-1) ?? today),
    today + Math.max(91, done.length),
  );
  const days = Array.from({ length: until - from + 1 }, (_, at) => from + at);
  let sum = before;
  const along = (seconds: readonly number[]): (number | null)[] => {
    const values = Array.from<number | null>({ length: days.length }).fill(null);
    for (let at = today - from; at < values.length; at += 1) {
      values[at] = weekly(seconds, (from + at - today) / 7);
    }
    return values;
  };
  return {
    kind: 'series',
    days,
    step: 'day',
    series: [
      {
        label: 'Done',
        values: days.map((_, at) => (at < done.length ? hours((sum += done[at]!)) : null)),
        look: 'area',
        colour: '--accent',
      },
      ...when(due, (seconds): Series => {
        const values = days.map((_, at) => (at < seconds.length ? hours(seconds[at]!) : null));
        return { label: 'Plan', values, look: 'dashed', colour: '--text-3' };
      }),
      ...when(fan, ({ likely }): Series => {
        return { label: 'Likely', values: along(likely), look: 'line', colour: '--here' };
      }),
    ],
    bands: when(fan, ({ low, high }): Band => {
      return { label: 'Range', low: along(low), high: along(high), colour: '--here' };
    }),
  };
}

/** One entry when there is something to make it of, else none. */
const when = <T, R>(value: T | null, make: (value: T) => R): R[] => (value === null ? [] : [make(value)]);

/** Weekly points, in hours, read at a week and a part of one; null outside them. */
function weekly(seconds: readonly number[], at: number): number | null {
  if (at < 0 || at > seconds.length - 1) return null;
  const here = seconds[Math.floor(at)]!;
  return hours(here + ((seconds[Math.ceil(at)] ?? here) - here) * (at % 1));
}

/** Each week's hours beside what the plan asked for in it. */
export function weeksModel({ weeks }: ProgressView): SeriesModel | null {
  if (weeks.done.every((seconds) => seconds === 0)) return null;
  const asksForAny = weeks.budget.some((seconds) => seconds > 0);
  return {
    kind: 'series',
    days: weeks.starts.map(dayOf),
    step: 'week',
    series: [
      { label: 'Done', values: weeks.done.map(hours), look: 'bar', colour: '--accent' },
      ...(asksForAny
        ? [
            {
              label: 'Plan',
              values: weeks.budget.map((seconds) => (seconds > 0 ? hours(seconds) : null)),
              look: 'step' as const,
              colour: '--here' as const,
            },
          ]
        : []),
    ],
  };
}

/** As many subjects as can be told apart; the rest is one. */
const COLOURS: readonly Token[] = [
  '--series-1',
  '--series-2',
  '--series-3',
  '--series-4',
  '--series-5',
  '--series-6',
  '--series-7',
];

/** Hours by subject, on top of each other, in weeks or months. The subjects with the most hours come by name. */
export function stackModel(
  stacks: readonly Stack[],
  { buckets, bucket }: Pick<ProgressView, 'buckets' | 'bucket'>,
  name: (id: string | null) => string,
): SeriesModel | null {
  if (stacks.length === 0) return null;
  const total = ({ seconds }: Stack): number => seconds.reduce((sum, own) => sum + own, 0);
  const most = stacks.toSorted((a, b) => total(b) - total(a)).slice(0, COLOURS.length);
  const named = stacks.filter((stack) => most.includes(stack));
  const rest = stacks.filter((stack) => !most.includes(stack));
  const others = buckets.map((_, at) => rest.reduce((sum, { seconds }) => sum + (seconds[at] ?? 0), 0));
  return {
    kind: 'series',
    days: buckets.map(dayOf),
    step: bucket,
    stacked: true,
    series: [
      ...named.map(({ id, seconds }, index) => ({
        label: name(id),
        values: seconds.map(hours),
        look: 'bar' as const,
        colour: COLOURS[index]!,
      })),
      ...(rest.length > 0
        ? [
            {
              label: `${rest.length} others`,
              values: others.map(hours),
              look: 'bar' as const,
              colour: '--series-rest' as const,
            },
          ]
        : []),
    ],
  };
}

const SHORT = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const LONG = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const clock = (hour: number): string => `${String(hour % 24).padStart(2, '0')}:00`;

/** When in the week practice happens. */
export function hoursModel({ hours: cells }: ProgressView): GridModel | null {
  if (cells.flat().every((seconds) => seconds === 0)) return null;
  return {
    kind: 'grid',
    rows: SHORT,
    columns: Array.from({ length: 24 }, (_, hour) => clock(hour)),
    name: (row, column) => `${LONG[row]}, ${clock(column)} to ${clock(column + 1)}`,
    values: cells.map((row) => row.map(hours)),
  };
}

const GROUPS = [
  { priority: 'P0', title: 'P0 · learn first' },
  { priority: 'P1', title: 'P1 · next' },
  { priority: 'P2', title: 'P2 · then' },
  { priority: 'P3', title: 'P3 · when needed' },
  { priority: null, title: 'Fundamentals' },
] as const;

/** How far each skill has come, by priority. */
export function coverageModel({ coverage }: ProgressView, name: (id: string) => string): LevelsModel {
  return {
    kind: 'levels',
    groups: GROUPS.map(({ priority, title }) => ({
      title,
      rows: coverage
        .filter((skill) => skill.priority === priority)
        .map(({ skillId, level, seconds }) => ({
          id: skillId,
          label: name(skillId),
          to: `/skills/${skillId}`,
          level,
          hours: hours(seconds),
        })),
    })),
  };
}
