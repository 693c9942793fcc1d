import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clampView,
  fitView,
  panView,
  reveal,
  startView,
  zoomView,
} from '../../../../../renderer/parts/diagram/view-box.ts';

const drawing = { x: 10, y: 20, width: 800, height: 400 };
const size = { width: 1000, height: 500 };

describe('the view on a drawing', () => {
  it('fits the whole drawing, centred, in a viewport of another shape', () => {
    expect(fitView(drawing, { width: 400, height: 400 })).toEqual({
      x: 10,
      y: -180,
      width: 800,
      height: 800,
    });
  });

  it('does not blow a small drawing up to fill the viewport', () => {
    const view = fitView({ x: 0, y: 0, width: 100, height: 50 }, size);
    expect(size.width / view.width).toBeCloseTo(1.3);
    expect(view.x + view.width / 2).toBeCloseTo(50);
  });

  it('opens a drawing that would be unreadable at its beginning instead', () => {
    const wide = { x: 5, y: 0, width: 4000, height: 100 };
    const view = startView(wide, size);
    expect(view.x).toBe(5);
    expect(size.width / view.width).toBeCloseTo(0.7);
    expect(startView(drawing, size)).toEqual(fitView(drawing, size));
  });

  it('keeps the point under the pointer where it is while zooming', () => {
    const at = { x: 0.25, y: 0.75 };
    const view = fitView(drawing, size);
    const closer = zoomView(view, 2, at);
    expect(closer.width).toBeCloseTo(view.width / 2);
    expect(closer.x + closer.width * at.x).toBeCloseTo(view.x + view.width * at.x);
    expect(closer.y + closer.height * at.y).toBeCloseTo(view.y + view.height * at.y);
  });

  it('moves as little as it must to reveal a node, and not at all for one that shows', () => {
    const view = { x: 0, y: 0, width: 100, height: 100 };
    expect(reveal(view, { x: 10, y: 10, width: 20, height: 20 })).toBe(view);
    expect(reveal(view, { x: 90, y: -5, width: 30, height: 20 })).toEqual({
      x: 20,
      y: -5,
      width: 100,
      height: 100,
    });
  });

  it('never loses the drawing, however often it is moved and zoomed', () => {
    const number = fc.double({ min: -5, max: 5, noNaN: true });
    const factor = fc.double({ min: 0.05, max: 20, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number, factor), { maxLength: 30 }), (moves) => {
        let view = startView(drawing, size);
        for (const [x, y, by] of moves)
          view = clampView(zoomView(panView(view, { x, y }), by), drawing, size);
        const [cx, cy] = [view.x + view.width / 2, view.y + view.height / 2];
        expect(view.width / view.height).toBeCloseTo(2, 5);
        expect(cx).toBeGreaterThanOrEqual(drawing.x - 1e-6);
        expect(cx).toBeLessThanOrEqual(drawing.x + drawing.width + 1e-6);
        expect(cy).toBeGreaterThanOrEqual(drawing.y - 1e-6);
        expect(cy).toBeLessThanOrEqual(drawing.y + drawing.height + 1e-6);
      }),
    );
  });
});
