import fontUrl from '@fontsource-variable/geist/files/geist-latin-wght-normal.woff2?url';

/** PNG pixels per unit of the drawing, as far as the canvas limit allows. */
const SHARPNESS = 2;
const MOST_PIXELS = 8000;

/** The interface's font as a CSS rule with the font inside, so that a picture looks the same elsewhere. */
export async function fontFace(): Promise<string> {
  const bytes = new Uint8Array(await (await fetch(fontUrl)).arrayBuffer());
  const data = bytes.toBase64();
  return `@font-face { font-family: 'Geist Variable'; font-weight: 100 900; src: url(data:font/woff2;base64,${data}) format('woff2'); }`;
}

/** An SVG as a PNG of twice its size. */
export async function rasterise(svg: Blob, size: { width: number; height: number }): Promise<Blob> {
  const address = URL.createObjectURL(svg);
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const scale = Math.min(SHARPNESS, MOST_PIXELS / Math.max(size.width, size.height));
    const canvas = new OffscreenCanvas(Math.ceil(size.width * scale), Math.ceil(size.height * scale));
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: 'image/png' });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Hands a file to the browser as a download. */
export function saveFile(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has its own reference by then; a minute is generous for a slow disk.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
