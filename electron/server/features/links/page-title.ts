/** Characters of a title that are kept. */
const MAX_TITLE = 200;

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
  middot: '·',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  laquo: '«',
  raquo: '»',
  lsquo: '‘',
  rsquo: '’',
  ldquo: '“',
  rdquo: '”',
};

/**
 * The text of a page's `<title>`, in one line, or null when there is none.
 * @param html the beginning of the page; a title that is cut off counts as far as it goes
 */
export function pageTitle(html: string): string | null {
  const open = /<title(?:\s[^<>]*)?>/i.exec(html);
  if (!open) return null;
  const from = open.index + open[0].length;
  // Far more than is kept, so that entities and white space do not eat it up.
  const rest = html.slice(from, from + 20 * MAX_TITLE);
  const end = rest.search(/<\/title/i);
  return cleanTitle(decodeEntities(end === -1 ? rest : rest.slice(0, end)));
}

/** White space becomes single spaces; what cannot be seen or turns the text around goes; a long one is cut. */
export function cleanTitle(text: string): string | null {
  const line = text
    .toWellFormed()
    .replace(/\s+/gu, ' ')
    .replace(/[\p{Cc}\u200B\u200E\u200F\u061C\u2028-\u202E\u2060-\u206F\uFEFF]/gu, '')
    .trim();
  if (line === '') return null;
  const letters = Array.from(line);
  return letters.length <= MAX_TITLE ? line : `${letters.slice(0, MAX_TITLE - 1).join('')}…`;
}

function decodeEntities(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (...found) => {
    const [whole, decimal, hex, name] = found as [string, string?, string?, string?];
    if (name) return NAMED[name.toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16);
    return code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
  });
}
