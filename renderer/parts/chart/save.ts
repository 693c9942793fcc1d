import { csvLine } from '../../../electron/shared/csv.ts';
import { tokenColours } from '../../ui/theme-colours.ts';
import { fontFace, rasterise, saveFile } from '../picture-file.ts';
import { calendarShapes, gridShapes, levelShapes } from './grid-shapes.ts';
import { tableOf, type ChartModel, type SeriesModel, type Token } from './model.ts';
import { seriesShapes } from './series-shapes.ts';
import { svgOf, type Drawing, type Shape } from './shapes.ts';

export const CHART_FILES = ['png', 'svg', 'csv', 'json'] as const;
export type ChartFile = (typeof CHART_FILES)[number];

const WIDTH = 960;
const MARGIN = 32;

/** The picture of a chart as a file shows it: title, legend, drawing. */
export function pictureOf(model: ChartModel, title: string): Drawing {
  const legend = model.kind === 'series' ? legendShapes(model) : { shapes: [], height: 0 };
  const top = MARGIN + 34 + legend.height;
  const body = bodyOf(model, top);
  return {
    width: body.width + MARGIN * 2,
    height: top + body.height + MARGIN,
    shapes: [
      { kind: 'text', x: MARGIN, y: MARGIN + 10, text: title, fill: '--text', size: 18, bold: true },
      ...legend.shapes,
      ...body.shapes,
    ],
  };
}

function bodyOf(model: ChartModel, top: number): Drawing {
  if (model.kind === 'series') {
    const box = { left: MARGIN, top, width: WIDTH - MARGIN * 2, height: 380 };
    return { width: box.width, height: box.height, shapes: seriesShapes(model, box) };
  }
  const drawing =
    model.kind === 'grid'
      ? gridShapes(model)
      : model.kind === 'levels'
        ? levelShapes(model)
        : calendarShapes(model);
  return { ...drawing, shapes: drawing.shapes.map((shape) => moved(shape, MARGIN, top)) };
}

/** Only rectangles and texts are ever laid out away from their place; paths belong to series, which know theirs. */
function moved(shape: Shape, x: number, y: number): Shape {
  return shape.kind === 'path' ? shape : { ...shape, x: shape.x + x, y: shape.y + y };
}

/** One entry a series, wrapped by an estimate of the width of its label. */
function legendShapes({ series, bands = [] }: SeriesModel): { shapes: Shape[]; height: number } {
  const shapes: Shape[] = [];
  let x = MARGIN;
  let y = MARGIN + 36;
  for (const { label, colour } of [...series, ...bands]) {
    const width = 26 + label.length * 7;
    if (x + width > WIDTH - MARGIN && x > MARGIN) {
      x = MARGIN;
      y += 20;
    }
    shapes.push(
      { kind: 'rect', x, y: y - 9, width: 10, height: 10, radius: 2, fill: colour },
      { kind: 'text', x: x + 16, y, text: label, fill: '--text-2', size: 12 },
    );
    x += width;
  }
  return { shapes, height: y - MARGIN - 20 };
}

/** The picture as SVG text with its font inside, in the colours of the present theme. */
async function svgText(model: ChartModel, title: string): Promise<{ text: string; drawing: Drawing }> {
  const picture = pictureOf(model, title);
  const ground: Shape = {
    kind: 'rect',
    x: 0,
    y: 0,
    width: picture.width,
    height: picture.height,
    fill: '--surface',
  };
  const drawing = { ...picture, shapes: [ground, ...picture.shapes] };
  const tokens = drawing.shapes.flatMap((shape) =>
    shape.kind === 'path' ? [shape.fill, shape.stroke].filter((token) => token !== undefined) : [shape.fill],
  );
  const colours: Record<Token, string> = tokenColours(...new Set<Token>(tokens));
  const style = `<style>${await fontFace()}</style>`;
  return { text: svgOf(drawing, (token) => colours[token] ?? 'none', style), drawing };
}

/** The chart's numbers as text: CSV (formula cells made safe) or JSON rows. */
export function dataText(model: ChartModel, format: 'csv' | 'json'): string {
  const { columns, rows } = tableOf(model);
  if (format === 'csv')
    return [columns, ...rows].map((row) => csvLine(row.map((cell) => String(cell ?? '')))).join('');
  const objects = rows.map((row) =>
    Object.fromEntries(columns.map((name, at) => [name || 'row', row[at] ?? null])),
  );
  return `${JSON.stringify(objects, null, 1)}\n`;
}

/** Saves a chart as `<name>.<format>`: a picture of all of it, or every number of it. */
export async function saveChart(
  model: ChartModel,
  { title, name, format }: { title: string; name: string; format: ChartFile },
): Promise<void> {
  const file = `${name}.${format}`;
  if (format === 'csv' || format === 'json') {
    const type = format === 'csv' ? 'text/csv' : 'application/json';
    return saveFile(new Blob([dataText(model, format)], { type }), file);
  }
  const { text, drawing } = await svgText(model, title);
  const svg = new Blob([text], { type: 'image/svg+xml' });
  saveFile(format === 'svg' ? svg : await rasterise(svg, drawing), file);
}
