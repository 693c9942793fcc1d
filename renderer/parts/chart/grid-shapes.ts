import type { CalendarModel, GridModel, LevelsModel } from './model.ts';
import type { Drawing, Shape } from './shapes.ts';

/** The five heats of `tokens.css`, by share of the largest value; only nothing at all is the coldest. */
export function heatLevel(value: number, most: number): 0 | 1 | 2 | 3 | 4 {
  if (value <= 0 || most <= 0) return 0;
  return Math.min(4, 1 + Math.floor((value / most) * 4)) as 1 | 2 | 3 | 4;
}

/** Rows and columns of heat, column names above every third. */
export function gridShapes({ rows, columns, values }: GridModel, width = 900): Drawing {
  const left = 44;
  const cell = (width - left) / columns.length;
  const height = Math.min(30, cell);
  const most = Math.max(...values.flat(), 0);
  const names = columns.flatMap((text, at): Shape[] =>
    at % 3 === 0
      ? [{ kind: 'text', x: left + at * cell, y: 12, text, fill: '--text-3', size: 11, mono: true }]
      : [],
  );
  const lines = rows.flatMap((text, row): Shape[] => [
    { kind: 'text', x: 0, y: 20 + row * height + height / 2 + 4, text, fill: '--text-3', size: 11 },
    ...columns.map((_, column): Shape => ({
      kind: 'rect',
      x: left + column * cell + 1.5,
      y: 20 + row * height + 1.5,
      width: cell - 3,
      height: height - 3,
      radius: 3,
      fill: `--heat-${heatLevel(values[row]?.[column] ?? 0, most)}`,
    })),
  ]);
  return { width, height: 20 + rows.length * height, shapes: [...names, ...lines] };
}

const ROW = 24;
const COLUMN = 440;

/** Each skill as a line: its name, four stones of which the reached ones are filled, and its hours. Two columns. */
export function levelShapes({ groups }: LevelsModel): Drawing {
  const total = groups.reduce((sum, { rows }) => sum + rows.length, 0);
  const shapes: Shape[] = [];
  let column = 0;
  let y = 0;
  let bottom = 0;
  let placed = 0;
  for (const { title, rows } of groups) {
    if (column === 0 && placed > 0 && placed + rows.length / 2 > total / 2) {
      column = 1;
      y = 0;
    }
    const left = column * (COLUMN + 40);
    y += 22;
    shapes.push({ kind: 'text', x: left, y, text: title, fill: '--text-3', size: 12, bold: true });
    for (const row of rows) {
      y += ROW;
      shapes.push(...levelRow(row, left, y));
    }
    placed += rows.length;
    y += 10;
    bottom = Math.max(bottom, y);
  }
  return { width: COLUMN * 2 + 40, height: bottom + 4, shapes };
}

function levelRow(
  { label, level, hours }: LevelsModel['groups'][number]['rows'][number],
  left: number,
  y: number,
): Shape[] {
  const stones = [0, 1, 2, 3].map((stone): Shape => ({
    kind: 'rect',
    x: left + COLUMN - 180 + stone * 28,
    y: y - 10,
    width: 25,
    height: 10,
    radius: 3,
    fill: stone < level ? '--accent' : '--heat-0',
  }));
  const text = `${hours.toFixed(1)} h`;
  return [
    { kind: 'text', x: left, y, text: label, fill: '--text', size: 13 },
    ...stones,
    { kind: 'text', x: left + COLUMN, y, text, fill: '--text-2', size: 12, anchor: 'end', mono: true },
  ];
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A year in weeks, as the heatmap shows it. */
export function calendarShapes({ days }: CalendarModel): Drawing {
  const cell = 16;
  const left = 34;
  const months = MONTHS.flatMap((text, month): Shape[] => {
    const first = days.find(({ date }) => Number(date.slice(5, 7)) === month + 1);
    return first
      ? [{ kind: 'text', x: left + first.week * cell, y: 12, text, fill: '--text-3', size: 11 }]
      : [];
  });
  const weekdays = ['Mon', 'Wed', 'Fri', 'Sun'].map((text, at): Shape => ({
    kind: 'text',
    x: 0,
    y: 30 + at * 2 * cell,
    text,
    fill: '--text-3',
    size: 11,
  }));
  const cells = days.map(({ week, weekday, level }): Shape => ({
    kind: 'rect',
    x: left + week * cell,
    y: 18 + weekday * cell,
    width: cell - 3,
    height: cell - 3,
    radius: 3,
    fill: `--heat-${level}`,
  }));
  return { width: left + 54 * cell, height: 18 + 7 * cell, shapes: [...months, ...weekdays, ...cells] };
}
