/**
 * Reads headers as a person types them, one `name: value` a line.
 * @returns the headers, or what is wrong with them
 */
export function readHeaders(text: string): Record<string, string> | string {
  const headers: Record<string, string> = {};
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim();
    if (colon < 1 || !/^[A-Za-z0-9-]+$/.test(name)) return `“${line}” is no header. Write name: value.`;
    headers[name.toLowerCase()] = line.slice(colon + 1).trim();
  }
  return headers;
}
