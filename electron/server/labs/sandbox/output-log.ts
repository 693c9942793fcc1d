/** What a program printed, up to a limit; past it the rest is dropped and a mark says so. */
export interface OutputLog {
  /** Takes a piece and returns what of it is kept: '' once the limit is passed. */
  add(piece: string): string;
  text(): string;
}

export const OUTPUT_MARK = '\n[Output stopped here: the limit of 1 MB is reached.]\n';

/** @param limit in characters */
export function createOutputLog(limit = 1024 * 1024): OutputLog {
  const pieces: string[] = [];
  let left = limit;
  let isFull = false;
  return {
    add(piece) {
      if (isFull) return '';
      isFull = piece.length > left;
      const kept = isFull ? piece.slice(0, left) + OUTPUT_MARK : piece;
      left -= piece.length;
      pieces.push(kept);
      return kept;
    },
    text: () => pieces.join(''),
  };
}
