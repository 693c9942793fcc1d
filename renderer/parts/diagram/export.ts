import { fontFace, rasterise, saveFile } from '../picture-file.ts';
import { diagramColours } from './look.ts';
import type { ViewBox } from './view-box.ts';

export type ExportFormat = 'svg' | 'png';

/** The drawing as a file of its own: whole, on the theme's ground, with its font inside. */
async function standalone(svg: SVGSVGElement, drawing: ViewBox): Promise<string> {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const { x, y, width, height } = drawing;
  copy.setAttribute('viewBox', `${x} ${y} ${width} ${height}`);
  copy.setAttribute('width', String(Math.ceil(width)));
  copy.setAttribute('height', String(Math.ceil(height)));
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  for (const node of copy.querySelectorAll('[tabindex]')) node.removeAttribute('tabindex');
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style');
  style.textContent = await fontFace();
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [key, value] of Object.entries({ x, y, width, height, fill: diagramColours()['--bg'] })) {
    ground.setAttribute(key, String(value));
  }
  copy.prepend(style, ground);
  return new XMLSerializer().serializeToString(copy);
}

/** Saves the whole drawing, whatever part of it shows, as `<name>.svg` or `<name>.png`. */
export async function exportDiagram(
  svg: SVGSVGElement,
  { drawing, name, format }: { drawing: ViewBox; name: string; format: ExportFormat },
): Promise<void> {
  const text = await standalone(svg, drawing);
  const blob = new Blob([text], { type: 'image/svg+xml' });
  saveFile(format === 'svg' ? blob : await rasterise(blob, drawing), `${name}.${format}`);
}
