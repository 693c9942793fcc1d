/** Text as markdown shows it letter by letter, on one line: nothing in it becomes a mark. */
export const plain = (text: string): string =>
  text.replaceAll(/[\\`*_[\]<>#|]/g, String.raw`\$&`).replaceAll(/\s+/g, ' ');
