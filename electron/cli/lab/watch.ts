import { setTimeout as sleep } from 'node:timers/promises';
import { formatClock } from '../../shared/time.ts';
import type { LabReport } from '../../shared/labs.ts';
import type { CommandContext } from '../command.ts';
import { EXIT_CODE } from '../lab-report.ts';
import { checkAloud, finish } from './check.ts';
import type { CheckInput } from './input.ts';

/**
 * Checks on every save until Ctrl-C: without a step named, the first that has not passed, and then those before it.
 * A save in the middle of a check stops that check and begins a new one.
 * @returns the exit code of the last whole verdict
 */
export async function watch(ctx: CommandContext, input: CheckInput): Promise<number> {
  const { labs } = await ctx.services();
  let last: LabReport | undefined;
  let wake = Promise.withResolvers<void>();
  let saved = new AbortController();
  const stop = labs.watch(input, (paths) => {
    if (!ctx.json) ctx.out(ctx.paint.dim(`\nSaved at ${timeNow(ctx)}: ${named(paths)}`));
    saved.abort();
    wake.resolve();
  });
  ctx.signal.addEventListener('abort', () => wake.resolve(), { once: true });
  try {
    while (!ctx.signal.aborted) {
      wake = Promise.withResolvers<void>();
      saved = new AbortController();
      const signal = AbortSignal.any([ctx.signal, saved.signal]);
      const verdict = await checkAloud(ctx, input, signal);
      if (signal.aborted) continue;
      last = verdict;
      await finish(ctx, input, verdict);
      if (!ctx.json) ctx.out(ctx.paint.dim('Waiting for changes. Ctrl-C ends.'));
      await untilAwake(wake.promise, ctx.signal);
    }
  } finally {
    stop();
  }
  return last ? EXIT_CODE[last.status] : 0;
}

const MOST_NAMED = 3;

function named(paths: readonly string[]): string {
  const more = paths.length - MOST_NAMED;
  return [...paths.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

const timeNow = ({ clock }: CommandContext): string => formatClock(clock.now(), clock.zone());

/** Waits for a save. The timer is what keeps the process alive: the watcher does not. */
async function untilAwake(wake: Promise<void>, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const idle = sleep(2 ** 31 - 1, undefined, { signal: AbortSignal.any([signal, over.signal]) }).catch(
    () => {},
  );
  await Promise.race([wake, idle]);
  over.abort();
}
