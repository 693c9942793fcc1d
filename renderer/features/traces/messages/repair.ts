/** What is read of a body: the ledger cuts long ones and keeps their beginning. */
export interface Body {
  json: unknown;
  /** The text as it was, or its beginning. */
  text: string;
  /** How long it really was, in characters, where only the beginning is kept; else null. */
  cutFrom: number | null;
}

/** Reads a kept body. One that was cut is closed where it was cut, so that what is there can be shown. */
export function readBody(text: string | null): Body | null {
  if (text === null) return null;
  const json = parsed(text);
  if (typeof json === 'object' && json !== null && 'cut' in json && 'start' in json && 'length' in json) {
    const start = String(json.start);
    return { json: parsed(closed(start)), text: start, cutFrom: Number(json.length) };
  }
  return { json, text, cutFrom: null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

/** Closes JSON that breaks off anywhere: the string, then every list and object that is open. */
export function closed(text: string): string {
  const open: ('{' | '[')[] = [];
  let inString = false;
  let isKey = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]!;
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
      continue;
    }
    if (char === '"') inString = true;
    else if (char === '{' || char === '[') {
      open.push(char);
      isKey = char === '{';
    } else if (char === '}' || char === ']') open.pop();
    else if (char === ',') isKey = open.at(-1) === '{';
    else if (char === ':') isKey = false;
  }
  const ends = open.toReversed().map((char) => (char === '{' ? '}' : ']'));
  return tidied(text, { inString, isKey: isKey && open.at(-1) === '{' }) + ends.join('');
}

function tidied(text: string, { inString, isKey }: { inString: boolean; isKey: boolean }): string {
  if (inString) {
    // Half an escape cannot be closed.
    const whole = text.replace(/\\(?:u[0-9a-fA-F]{0,3})?$/, (end, at: number) =>
      isEscape(text, at) ? '' : end,
    );
    return `${whole}"${isKey ? ':null' : ''}`;
  }
  const trimmed = text.replace(/[\s,]+$/, '');
  if (trimmed.endsWith(':')) return `${trimmed}null`;
  if (isKey && trimmed.endsWith('"') && !/,\s*$/.test(text)) return `${trimmed}:null`;
  return trimmed.replace(
    /([:,[])\s*(-?[0-9.eE+-]*|t|tr|tru|f|fa|fal|fals|n|nu|nul)$/,
    (all, before: string, rest: string) =>
      rest === '' || /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(rest) ? all : `${before}null`,
  );
}

/** Whether the backslash at `at` begins an escape, and is not itself escaped. */
function isEscape(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === '\\') before -= 1;
  return (at - before) % 2 === 0;
}
