import { nodeIdFrom } from '../../../electron/shared/diagram.ts';
import type { ViewBox } from './view-box.ts';

const HERE = 'you are here';
const SVG = 'http://www.w3.org/2000/svg';

/** What a screen reader says of a node, by its curriculum id. */
export type NodeNames = ReadonlyMap<string, string>;

function make(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/** The curriculum id that a drawn node stands for. */
export function idOfNode(node: Element): string | null {
  return nodeIdFrom(node.getAttribute('class') ?? '') ?? nodeIdFrom(node.id);
}

/** A flag on the upper edge of the node where the person is. */
function markHere(node: SVGGraphicsElement): void {
  const box = node.getBBox();
  const mark = make('g', { class: 'here-mark', 'aria-hidden': 'true' });
  const text = make('text', {
    x: box.x + box.width / 2,
    y: box.y - 2,
    'text-anchor': 'middle',
    'dominant-baseline': 'middle',
  });
  text.textContent = 'You are here';
  // The space keeps the mark and the label apart for whoever reads the text alone.
  mark.append(
    ' ',
    make('rect', { x: box.x + box.width / 2 - 42, y: box.y - 12, width: 84, height: 19, rx: 9.5 }),
    text,
  );
  node.append(mark);
}

/**
 * Takes drawn SVG into the page: it fills its viewport, and each node that stands for something becomes a
 * named button that can be reached with Tab.
 * @returns the size of the drawing
 */
export function wireDiagram(svg: SVGSVGElement, names: NodeNames): ViewBox {
  svg.removeAttribute('style');
  svg.removeAttribute('aria-roledescription');
  svg.setAttribute('role', 'group');
  svg.setAttribute('width', '100%');
  svg.setAttribute('height', '100%');
  for (const node of svg.querySelectorAll<SVGGraphicsElement>('.node')) {
    const name = names.get(idOfNode(node) ?? '');
    if (node.classList.contains('here')) markHere(node);
    // Wrapped lines run into each other without this when the label is read or copied.
    for (const row of node.querySelectorAll('.row:not(:last-child)')) row.append(' ');
    if (name === undefined) continue;
    node.setAttribute('tabindex', '0');
    node.setAttribute('role', 'button');
    const here = node.classList.contains('here') && !name.endsWith(HERE);
    node.setAttribute('aria-label', here ? `${name}, ${HERE}` : name);
  }
  const { x, y, width, height } = svg.getBBox();
  const margin = 14;
  return { x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin };
}

/** Where a node is, in the drawing's units. */
export function nodeBox(svg: SVGSVGElement, node: SVGGraphicsElement): ViewBox {
  const toDrawing = svg.getScreenCTM()?.inverse();
  const box = node.getBoundingClientRect();
  if (!toDrawing) return { x: 0, y: 0, width: 0, height: 0 };
  const from = new DOMPoint(box.left, box.top).matrixTransform(toDrawing);
  const to = new DOMPoint(box.right, box.bottom).matrixTransform(toDrawing);
  return { x: from.x, y: from.y, width: to.x - from.x, height: to.y - from.y };
}
