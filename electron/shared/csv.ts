/** One line of CSV (RFC 4180: quotes doubled, CRLF at its end). */
export const csvLine = (cells: readonly string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

/**
 * One cell. A spreadsheet would run text that begins like a formula, so such text gets a leading apostrophe
 * (owasp.org, "CSV Injection"). NUL ends a cell in many readers and becomes U+FFFD.
 */
export function csvCell(value: string): string {
  const text = value.replaceAll('\0', '\uFFFD');
  const safe = /^[=+\-@\t\r\n]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
