/** The two private planes of Unicode hold the first two planes one to one. */
const FIRST = 0xf0000;
const LAST = 0x1fffd;
const CODE = /#(\d+);/g;
const PLACEHOLDER = /[\u{F0000}-\u{FFFFD}\u{100000}-\u{10FFFD}]/gu;
const MARKUP: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/**
 * mermaid shows a character code in an SVG label as it is written ("#45;"), and measures it so. Each code
 * becomes one private-use character for the drawing, which is as long as what it stands for.
 */
export function hideCodes(text: string): string {
  return text.replaceAll(CODE, (code, digits: string) => {
    const point = Number(digits);
    return point > LAST ? code : String.fromCodePoint(FIRST + point);
  });
}

/** Puts the real characters back into drawn SVG, as text and never as markup. */
export function showCodes(svg: string): string {
  return svg.replaceAll(PLACEHOLDER, (hidden) => {
    const char = String.fromCodePoint((hidden.codePointAt(0) ?? 0) - FIRST);
    return MARKUP[char] ?? char;
  });
}
