/** Two texts are the same when only case, white space or punctuation differ. */
export function textKey(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
