/** What a program printed, up to a limit; past it the rest is dropped and a mark says so. */
export interface OutputLog {
  /** Takes a piece and returns what of it still fits: '' once the limit is reached. */
  add(piece: string): string;
  text(): string;
  readonly isFull: boolean;
}

export const OUTPUT_MARK = '\n[Output stopped here: the limit of 1 MB is reached.]\n';

export function createOutputLog(limit = 1024 * 1024): OutputLog {
  const pieces: string[] = [];
  let left = limit;
  return {
    add(piece) {
      if (left <= 0) return '';
      const kept = piece.length > left ? piece.slice(0, left) + OUTPUT_MARK : piece;
      left -= piece.length;
      pieces.push(kept);
      return kept;
    },
    text: () => pieces.join(''),
    get isFull() {
      return left <= 0;
    },
  };
}
