/** The part of a drawing that shows, in the drawing's own units. */
export interface ViewBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A place in the viewport, as shares of its width and height. */
export interface Point {
  x: number;
  y: number;
}

const CENTRE: Point = { x: 0.5, y: 0.5 };
/** The whole drawing at a quarter of its fitting size, and one twelfth of it filling the viewport. */
const FARTHEST = 4;
const CLOSEST = 1 / 12;

/** A viewport's size in pixels. */
export interface Size {
  width: number;
  height: number;
}

/** Labels get no larger than this when a small drawing is fitted, in pixels per unit. */
const LARGEST = 1.3;
/** Below this a label cannot be read: a drawing opens at this scale, though it is too wide to show whole. */
const READABLE = 0.7;

function centred(drawing: ViewBox, { width, height }: Size): ViewBox {
  return {
    x: drawing.x + (drawing.width - width) / 2,
    y: drawing.y + (drawing.height - height) / 2,
    width,
    height,
  };
}

/** The view that shows all of `drawing`, centred in a viewport. */
export function fitView(drawing: ViewBox, size: Size): ViewBox {
  const scale = Math.min(LARGEST, size.width / drawing.width, size.height / drawing.height);
  return centred(drawing, { width: size.width / scale, height: size.height / scale });
}

/** The view that a drawing opens with: fitted, or its beginning at a size that can be read. */
export function startView(drawing: ViewBox, size: Size): ViewBox {
  const fit = fitView(drawing, size);
  if (size.width / fit.width >= READABLE) return fit;
  const view = centred(drawing, { width: size.width / READABLE, height: size.height / READABLE });
  return { ...view, x: drawing.x };
}

/** Zooms by `factor` (2 doubles what is seen) and keeps what lies under `at` where it is. */
export function zoomView(view: ViewBox, factor: number, at: Point = CENTRE): ViewBox {
  const width = view.width / factor;
  const height = view.height / factor;
  return {
    x: view.x + (view.width - width) * at.x,
    y: view.y + (view.height - height) * at.y,
    width,
    height,
  };
}

/** Moves the view by shares of its own size: { x: 0.1 } looks a tenth further to the right. */
export function panView(view: ViewBox, by: Point): ViewBox {
  return { ...view, x: view.x + by.x * view.width, y: view.y + by.y * view.height };
}

/** Keeps a view within sane zoom, and so that its middle stays on the drawing: it cannot get lost. */
export function clampView(view: ViewBox, drawing: ViewBox, size: Size): ViewBox {
  const fit = fitView(drawing, size);
  const width = Math.min(fit.width * FARTHEST, Math.max(fit.width * CLOSEST, view.width));
  const scaled = zoomView(view, view.width / width);
  const within = (middle: number, from: number, size: number): number =>
    Math.min(from + size, Math.max(from, middle));
  const middleX = within(scaled.x + scaled.width / 2, drawing.x, drawing.width);
  const middleY = within(scaled.y + scaled.height / 2, drawing.y, drawing.height);
  return { ...scaled, x: middleX - scaled.width / 2, y: middleY - scaled.height / 2 };
}

/** The smallest move that brings `box` into view; the same view when it is in it already. */
export function reveal(view: ViewBox, box: ViewBox): ViewBox {
  const x = shift([view.x, view.width], [box.x, box.width]);
  const y = shift([view.y, view.height], [box.y, box.height]);
  return x === 0 && y === 0 ? view : { ...view, x: view.x + x, y: view.y + y };
}

type Span = readonly [start: number, length: number];

function shift([from, size]: Span, [start, length]: Span): number {
  return start < from ? start - from : Math.max(0, start + length - from - size);
}
