import type { Limits } from './limits.ts';
import { createOutputLog, type OutputLog } from './output-log.ts';
import type { ProgramOptions } from './program.ts';
import type { ChildLike } from './spawn-program.ts';

const MB = 1024 * 1024;

/** Keeps what a program prints, and tells of too much of it. A stdout that carries a protocol is left to its reader. */
export function listenToOutput(
  child: ChildLike,
  { options, limits }: { options: ProgramOptions; limits: Limits },
  onTooMuch: () => void,
): OutputLog {
  const log = createOutputLog();
  let printed = 0;
  for (const name of options.stdout === 'pipe' ? (['stderr'] as const) : (['stdout', 'stderr'] as const)) {
    child[name]!.setEncoding('utf8').on('data', (text: string) => {
      printed += text.length;
      if (printed > limits.outputMb * MB) onTooMuch();
      const kept = log.add(text);
      if (kept !== '') options.onOutput?.(name, kept);
    });
    // One that was adopted may have been paused while its first line was read.
    child[name]!.resume();
  }
  return log;
}
