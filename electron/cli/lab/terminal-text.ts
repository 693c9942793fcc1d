import { pictureText } from '../../shared/picture-text/picture-text.ts';

const PICTURE = /^```mermaid[^\n]*\n([\s\S]*?)^```[^\n]*$/gm;

/** A lab's markdown for a terminal: a picture is told in words, and where it is drawn is said. */
export function terminalText(markdown: string): string {
  return markdown.replace(PICTURE, (_, source: string) => {
    const told = pictureText(source);
    const where = 'The app draws this as a picture.';
    if (told === null) return `[A picture. ${where.replace('this as a picture', 'it')}]`;
    return `${told.replace(/^/gm, '    ')}\n\n[${where}]`;
  });
}
