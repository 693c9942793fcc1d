import { useCallback, useEffect, useState, type RefObject } from 'react';
import { useThemeName } from '../../ui/index.ts';
import { drawDiagram } from './draw.ts';
import type { ViewBox } from './view-box.ts';
import { idOfNode, wireDiagram, type NodeNames } from './wire.ts';

interface Drawn {
  svg: SVGSVGElement | null;
  drawing: ViewBox | null;
  error: unknown;
}

interface DrawingInputs {
  host: RefObject<HTMLElement | null>;
  text: string;
  names: NodeNames;
}

const sameBox = (a: ViewBox | null, b: ViewBox): boolean =>
  a !== null && (['x', 'y', 'width', 'height'] as const).every((side) => Math.abs(a[side] - b[side]) < 1);

/** Puts drawn SVG into its place and gives a focused node its focus back after a redraw. */
function place(element: HTMLElement, source: string): SVGSVGElement | null {
  const { activeElement } = document;
  const focused = activeElement instanceof SVGElement && element.contains(activeElement);
  const id = focused ? idOfNode(activeElement) : null;
  element.innerHTML = source;
  const svg = element.querySelector('svg');
  const again =
    id && [...(svg?.querySelectorAll<SVGElement>('.node') ?? [])].find((node) => idOfNode(node) === id);
  if (again) setTimeout(() => again.focus());
  return svg;
}

/** Draws mermaid text into `host`, and again when the text or the theme changes. */
export function useDrawing({ host, text, names }: DrawingInputs) {
  const theme = useThemeName();
  const [drawn, setDrawn] = useState<Drawn>({ svg: null, drawing: null, error: null });
  const draw = useCallback((): (() => void) => {
    let stale = false;
    drawDiagram(text, theme).then(
      (source) => {
        const svg = stale || !host.current ? null : place(host.current, source);
        if (!svg) return;
        const drawing = wireDiagram(svg, names);
        // The same drawing in other colours keeps the zoom that somebody chose.
        setDrawn((old) => ({
          svg,
          drawing: sameBox(old.drawing, drawing) ? old.drawing : drawing,
          error: null,
        }));
      },
      (error: unknown) => {
        if (!stale) setDrawn({ svg: null, drawing: null, error });
      },
    );
    return () => {
      stale = true;
    };
  }, [host, text, names, theme]);
  useEffect(draw, [draw]);
  return { ...drawn, redraw: () => void draw() };
}
