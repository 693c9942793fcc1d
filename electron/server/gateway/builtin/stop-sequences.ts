/** Watches streamed text for stop sequences. Text that may be the start of one is held back until it is decided. */
export function createStopWatch(sequences: readonly string[]) {
  let held = '';

  function firstHit(text: string): { at: number; sequence: string } | null {
    let hit: { at: number; sequence: string } | null = null;
    for (const sequence of sequences) {
      const at = text.indexOf(sequence);
      if (at >= 0 && (hit === null || at < hit.at)) hit = { at, sequence };
    }
    return hit;
  }

  /** How many characters at the end could be the beginning of a stop sequence. */
  function openTail(text: string): number {
    let longest = 0;
    for (const sequence of sequences) {
      for (let n = Math.min(sequence.length - 1, text.length); n > longest; n -= 1) {
        if (text.endsWith(sequence.slice(0, n))) longest = n;
      }
    }
    return longest;
  }

  return {
    /** Takes the next text; gives what may be shown, and the sequence that was reached, if one was. */
    push(text: string): { text: string; hit: string | null } {
      const all = held + text;
      const found = firstHit(all);
      if (found) {
        held = '';
        return { text: all.slice(0, found.at), hit: found.sequence };
      }
      const tail = openTail(all);
      held = tail > 0 ? all.slice(-tail) : '';
      return { text: all.slice(0, all.length - tail), hit: null };
    },
    /** What was held back, once no more text comes. */
    rest: (): string => held,
  };
}
