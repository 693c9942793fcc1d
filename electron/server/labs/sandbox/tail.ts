/** Frames of Node's own code, which push the one line that says what is wrong out of sight. */
const INNER_FRAME = /^\s+at .*\bnode:internal\/.*$\n?/gm;

/** The last lines of an output, short enough for a verdict. */
export function tail(output: string, lines = 12): string {
  return output.replace(INNER_FRAME, '').trimEnd().split('\n').slice(-lines).join('\n').slice(-1500);
}
