import fontUrl from '@fontsource-variable/geist/files/geist-latin-wght-normal.woff2?url';
import { diagramColours } from './look.ts';
import type { ViewBox } from './view-box.ts';

export type ExportFormat = 'svg' | 'png';

/** PNG pixels per unit of the drawing, as far as the canvas limit allows. */
const SHARPNESS = 2;
const MOST_PIXELS = 8000;

async function fontFace(): Promise<string> {
  const bytes = new Uint8Array(await (await fetch(fontUrl)).arrayBuffer());
  const data = bytes.toBase64();
  return `@font-face { font-family: 'Geist Variable'; font-weight: 100 900; src: url(data:font/woff2;base64,${data}) format('woff2'); }`;
}

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

async function rasterise(svg: Blob, drawing: ViewBox): Promise<Blob> {
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(SHARPNESS, MOST_PIXELS / Math.max(drawing.width, drawing.height));
    const canvas = new OffscreenCanvas(Math.ceil(drawing.width * scale), Math.ceil(drawing.height * scale));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    URL.revokeObjectURL(address);
  }
}

function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has its own reference by then; a minute is generous for a slow disk.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Saves the whole drawing, whatever part of it shows, as `<name>.svg` or `<name>.png`. */
export async function exportDiagram(
  svg: SVGSVGElement,
  { drawing, name, format }: { drawing: ViewBox; name: string; format: ExportFormat },
): Promise<void> {
  const text = await standalone(svg, drawing);
  const blob = new Blob([text], { type: 'image/svg+xml' });
  save(format === 'svg' ? blob : await rasterise(blob, drawing), `${name}.${format}`);
}
