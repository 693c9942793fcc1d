/** A colour token of `ui/tokens.css`. Charts name tokens; only drawing turns them into colours. */
export type Token = `--${string}`;

/** How one line of numbers is drawn over time. */
export interface Series {
  label: string;
  /** Null where there is nothing to say: before a forecast begins, after a plan ends. */
  values: readonly (number | null)[];
  look: 'bar' | 'line' | 'area' | 'dashed' | 'step';
  colour: Token;
}

/** A range between two series that are not drawn themselves, such as a forecast's. */
export interface Band {
  label: string;
  low: readonly (number | null)[];
  high: readonly (number | null)[];
  colour: Token;
}

/** Values over time, in hours unless `unit` says otherwise. */
export interface SeriesModel {
  kind: 'series';
  /** US dollars, or a plain count. */
  unit?: 'usd' | 'count';
  /** The start of each point's day, week or month, in days since 1970-01-01, rising. */
  days: readonly number[];
  step: 'day' | 'week' | 'month';
  series: readonly Series[];
  bands?: readonly Band[];
  /** Bars stand on each other, the first at the bottom. */
  stacked?: boolean;
}

/** Values by row and column, shown as heat. In hours. */
export interface GridModel {
  kind: 'grid';
  rows: readonly string[];
  columns: readonly string[];
  /** The names of a row and a column in a sentence: "Monday" and "21:00 to 22:00". */
  name: (row: number, column: number) => string;
  values: readonly (readonly number[])[];
}

/** Skills by priority, each with a level of 0 to 4, and the page it leads to. */
export interface LevelsModel {
  kind: 'levels';
  groups: readonly {
    title: string;
    rows: readonly { id: string; label: string; to: string; level: number; hours: number }[];
  }[];
}

/** Days of one year as heat. In hours. */
export interface CalendarModel {
  kind: 'calendar';
  year: number;
  days: readonly { date: string; hours: number; level: number; week: number; weekday: number }[];
}

export type ChartModel = SeriesModel | GridModel | LevelsModel | CalendarModel;

/** Cells of a table; numbers stay numbers, so that a file of them can be computed with. */
export interface TableData {
  columns: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
}

const DAY_MS = 86_400_000;

/** A date of YYYY-MM-DD as days since 1970-01-01: ten years of points are made and drawn as numbers. */
export const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

/** The date of a day, YYYY-MM-DD. */
export const dateOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

const rounded = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 100) / 100;

/** One call may cost a hundredth of a cent. */
const roundedUsd = (value: number | null): number | null =>
  value === null ? null : Math.round(value * 1e6) / 1e6;

/** A chart's numbers, every point of them: what the table shows and the data files hold. */
export function tableOf(model: ChartModel): TableData {
  switch (model.kind) {
    case 'series': {
      const bands = model.bands ?? [];
      const round = model.unit === 'usd' ? roundedUsd : rounded;
      return {
        columns: [
          { day: 'Day', week: 'Week of', month: 'Month of' }[model.step],
          ...model.series.map(({ label }) => label),
          ...bands.flatMap(({ label }) => [`${label}, low`, `${label}, high`]),
        ],
        rows: model.days.map((day, at) => [
          dateOf(day),
          ...model.series.map(({ values }) => round(values[at] ?? null)),
          ...bands.flatMap(({ low, high }) => [round(low[at] ?? null), round(high[at] ?? null)]),
        ]),
      };
    }
    case 'grid':
      return {
        columns: ['', ...model.columns],
        rows: model.rows.map((row, at) => [row, ...(model.values[at] ?? []).map(rounded)]),
      };
    case 'levels':
      return {
        columns: ['Priority', 'Skill', 'Level', 'Hours'],
        rows: model.groups.flatMap(({ title, rows }) =>
          rows.map(({ label, level, hours }) => [title, label, level, rounded(hours)]),
        ),
      };
    case 'calendar':
      return {
        columns: ['Day', 'Hours'],
        rows: model.days.filter(({ hours }) => hours > 0).map(({ date, hours }) => [date, rounded(hours)]),
      };
  }
}

const MOST_ROWS = 130;

/**
 * The table for reading on screen. Daily points of years are thinned to the last of each month; the files hold all.
 */
export function shortTable(model: ChartModel): TableData & { thinned: boolean } {
  const table = tableOf(model);
  const daily = model.kind === 'series' && model.step === 'day';
  if (!daily || table.rows.length <= MOST_ROWS) return { ...table, thinned: false };
  const month = (at: number): string | undefined => String(table.rows[at]?.[0] ?? '').slice(0, 7);
  return {
    columns: table.columns,
    rows: table.rows.filter((_, at) => month(at) !== month(at + 1)),
    thinned: true,
  };
}
