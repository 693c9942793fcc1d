import { hideCodes, showCodes } from './codes.ts';
import { diagramColours, FONT, mermaidConfig } from './look.ts';

let turn: Promise<unknown> = Promise.resolve();
let count = 0;

/** mermaid keeps global state while it draws, so drawings wait for each other. */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const next = turn.then(work, work);
  turn = next.catch(() => undefined);
  return next;
}

/**
 * Draws mermaid text in the colours of the theme, which has to be the one that shows.
 * @returns the SVG as sanitised text, with the theme's styles inside
 */
export function drawDiagram(text: string, theme: 'light' | 'dark'): Promise<string> {
  return inTurn(async () => {
    const [{ default: mermaid }] = await Promise.all([
      import('mermaid'),
      // Labels are measured while drawing; a font that arrives later would not fit its boxes.
      document.fonts.load(`500 15px ${FONT}`),
    ]);
    const kind = text.startsWith('mindmap') ? 'mindmap' : 'flowchart';
    mermaid.initialize(mermaidConfig(diagramColours(), { kind, theme }));
    count += 1;
    const { svg } = await mermaid.render(`diagram-${count}`, hideCodes(text));
    return showCodes(svg);
  });
}
