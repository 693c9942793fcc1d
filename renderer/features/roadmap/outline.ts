/** A line of an outline with what is indented below it. */
export interface OutlineItem {
  text: string;
  items: OutlineItem[];
}

const LINE = /^( *)- (.*)$/;

/**
 * Reads an outline of two-space indented "- " lines. Lines without a dash stand before the list. It is not
 * read as markdown: a title may hold anything, and means what it says.
 */
export function readOutline(text: string): { lead: string[]; items: OutlineItem[] } {
  const lead: string[] = [];
  const root: OutlineItem = { text: '', items: [] };
  const open: OutlineItem[] = [root];
  for (const line of text.split('\n')) {
    const [, indent, words] = LINE.exec(line) ?? [];
    if (indent === undefined || words === undefined) {
      lead.push(line);
      continue;
    }
    const item: OutlineItem = { text: words, items: [] };
    const depth = Math.min(indent.length / 2, open.length - 1);
    open.length = Math.floor(depth) + 1;
    open.at(-1)?.items.push(item);
    open.push(item);
  }
  return { lead, items: root.items };
}
