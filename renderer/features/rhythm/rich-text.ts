import { saveFile } from '../../parts/picture-file.ts';
import { markdownHtml } from '../../ui/markdown-html.ts';

/** A title as a file name on every system. */
export function fileName(title: string): string {
  const words = title
    .normalize('NFKD')
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-+|-+$/g, '')
    .toLowerCase();
  return `${words.slice(0, 80) || 'note'}.md`;
}

/** The whole note as markdown: the title as its heading, then link, day and place if there are any, then the text. */
export function asMarkdown(note: {
  title: string;
  body: string;
  link: string;
  place: string;
  onDate: string | null;
}): string {
  const facts = [note.onDate, note.place, note.link].filter(Boolean).join(', ');
  return [note.title && `# ${note.title}`, facts, note.body.trim()].filter(Boolean).join('\n\n').concat('\n');
}

/** Puts markdown on the clipboard as it is. @throws where the browser gives no clipboard */
export const copyMarkdown = (markdown: string): Promise<void> => navigator.clipboard.writeText(markdown);

/** Puts it on the clipboard as formatted text, for mail and chat, with the markdown for where only text goes. */
export async function copyRichText(markdown: string): Promise<void> {
  const item = new ClipboardItem({
    'text/html': new Blob([markdownHtml(markdown)], { type: 'text/html' }),
    'text/plain': new Blob([markdown], { type: 'text/plain' }),
  });
  await navigator.clipboard.write([item]);
}

/** Saves it where the browser keeps downloads. */
export function downloadMarkdown(markdown: string, title: string): void {
  saveFile(new Blob([markdown], { type: 'text/markdown;charset=utf-8' }), fileName(title));
}
