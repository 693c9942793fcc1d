export interface TextPiece {
  kind: 'text' | 'mermaid';
  text: string;
}

/** Splits markdown at its mermaid fences, so that pictures can be drawn between the texts. */
export function splitMermaid(markdown: string): TextPiece[] {
  const pieces = markdown.split(/^```mermaid[^\n]*\n([\s\S]*?)^```[^\n]*$/m);
  return pieces
    .map((text, index): TextPiece => ({ kind: index % 2 === 0 ? 'text' : 'mermaid', text }))
    .filter(({ text }) => text.trim() !== '');
}
