/** An element of an XML document. */
export interface Element {
  name: string;
  attributes: Record<string, string>;
  children: Element[];
  text: string;
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const ILLEGAL = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;
const TOKEN =
  /<!\[CDATA\[([\s\S]*?)\]\]>|<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;

/**
 * Reads a document strictly, as far as JUnit files need it: elements, attributes, text, CDATA, comments.
 * @throws Error that says what is wrong
 */
export function parseXml(source: string): Element {
  const illegal = ILLEGAL.exec(source)?.[0];
  if (illegal !== undefined)
    throw new Error(
      `XML cannot hold the character U+${illegal.codePointAt(0)!.toString(16).padStart(4, '0').toUpperCase()}`,
    );
  const root: Element = { name: '', attributes: {}, children: [], text: '' };
  const open = [root];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < source.length; at = TOKEN.lastIndex) {
    TOKEN.lastIndex = at;
    const token = TOKEN.exec(source);
    if (!token) throw new Error(`this is no XML: ${JSON.stringify(source.slice(at, at + 60))}`);
    take(token, open);
  }
  if (open.length > 1) throw new Error(`<${open.at(-1)!.name}> is never closed`);
  if (root.children.length !== 1 || root.text.trim() !== '')
    throw new Error('there should be one root element, and no text beside it');
  return root.children[0]!;
}

function take(
  [, cdata, closed, opened, attributes, selfClosed, text]: RegExpExecArray,
  open: Element[],
): void {
  const inner = open.at(-1)!;
  if (cdata !== undefined) inner.text += cdata;
  else if (text !== undefined) inner.text += decode(text);
  else if (closed !== undefined) {
    if (inner.name !== closed) throw new Error(`</${closed}> closes <${inner.name}>`);
    open.pop();
  } else if (opened !== undefined) {
    const element = { name: opened, attributes: readAttributes(attributes!), children: [], text: '' };
    inner.children.push(element);
    if (selfClosed === '') open.push(element);
  }
}

const readAttributes = (source: string): Record<string, string> =>
  Object.fromEntries(
    [...source.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(([, name, double, single]) => [
      name!,
      decode(double ?? single ?? ''),
    ]),
  );

function decode(text: string): string {
  return text.replaceAll(/&(#?\w+);|&/gi, (whole, name?: string) => {
    const char = entity(name ?? '');
    if (char === undefined || ILLEGAL.test(char)) throw new Error(`"${whole}" is no entity that XML knows`);
    return char;
  });
}

function entity(name: string): string | undefined {
  const code = /^#(?:(\d+)|x([\da-f]+))$/i.exec(name);
  if (!code) return ENTITIES[name];
  return String.fromCodePoint(code[1] ? Number(code[1]) : Number.parseInt(code[2]!, 16));
}

/** All elements of that name, at any depth. */
export const elements = (of: Element, name: string): Element[] =>
  of.children.flatMap((child) => [...(child.name === name ? [child] : []), ...elements(child, name)]);
