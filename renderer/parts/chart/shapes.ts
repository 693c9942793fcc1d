import type { Token } from './model.ts';

/** What a drawn chart consists of, in pixels from the top left. On screen and in a file it is the same. */
export type Shape =
  | {
      kind: 'rect';
      x: number;
      y: number;
      width: number;
      height: number;
      fill: Token;
      radius?: number;
      line?: Token;
    }
  | { kind: 'path'; d: string; fill?: Token; stroke?: Token; width?: number; dash?: string; opacity?: number }
  | ({ kind: 'text'; x: number; y: number; text: string; fill: Token; size: number } & TextLook);

interface TextLook {
  anchor?: 'start' | 'middle' | 'end';
  mono?: boolean;
  bold?: boolean;
}

export interface Drawing {
  width: number;
  height: number;
  shapes: readonly Shape[];
}

type Attributes = Record<string, string | number | undefined>;

/** A shape as an SVG element: its name, attributes and text. `colour` turns a token into a colour. */
export function elementOf(
  shape: Shape,
  colour: (token: Token) => string,
): { name: 'rect' | 'path' | 'text'; attributes: Attributes; text?: string } {
  switch (shape.kind) {
    case 'rect':
      return {
        name: 'rect',
        attributes: {
          x: round(shape.x),
          y: round(shape.y),
          width: round(shape.width),
          height: round(shape.height),
          rx: shape.radius,
          fill: colour(shape.fill),
          stroke: shape.line && colour(shape.line),
        },
      };
    case 'path':
      return {
        name: 'path',
        attributes: {
          d: shape.d,
          fill: shape.fill ? colour(shape.fill) : 'none',
          stroke: shape.stroke && colour(shape.stroke),
          'stroke-width': shape.width,
          'stroke-dasharray': shape.dash,
          'stroke-linejoin': 'round',
          opacity: shape.opacity,
        },
      };
    case 'text':
      return {
        name: 'text',
        attributes: {
          x: round(shape.x),
          y: round(shape.y),
          fill: colour(shape.fill),
          'font-size': shape.size,
          'font-weight': shape.bold ? 600 : undefined,
          'font-family': shape.mono ? 'monospace' : undefined,
          'text-anchor': shape.anchor,
        },
        text: shape.text,
      };
  }
}

export const round = (value: number): number => Math.round(value * 100) / 100;

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * A drawing as an SVG file that stands alone: colours are values, not variables.
 * @param head markup put first, such as a style with the font
 */
export function svgOf(
  { width, height, shapes }: Drawing,
  colour: (token: Token) => string,
  head = '',
): string {
  const body = shapes.map((shape) => {
    const { name, attributes, text } = elementOf(shape, colour);
    const list = Object.entries(attributes)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => ` ${key}="${escape(String(value))}"`)
      .join('');
    return `<${name}${list}${text === undefined ? '/>' : `>${escape(text)}</${name}>`}`;
  });
  const size = `width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${round(width)} ${round(height)}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} font-family="'Geist Variable', system-ui, sans-serif">${head}${body.join('')}</svg>\n`;
}
