import type { LabReport } from '../../shared/labs.ts';
import type { CommandContext } from '../command.ts';
import { EXIT_CODE, summaryText } from '../lab-report.ts';
import { createCheckPrinter } from './check-printer.ts';
import type { CheckInput } from './input.ts';
import { cairnWord } from './words.ts';

/** Checks once and prints each result as it comes. @returns the exit code of the verdict */
export async function check(ctx: CommandContext, input: CheckInput): Promise<number> {
  const report = await checkAloud(ctx, input, ctx.signal);
  await finish(ctx, input, report);
  return EXIT_CODE[report.status];
}

/**
 * Checks and prints the results while they come. With `--json` nothing is printed: the report is.
 * @param signal ends the check; what was printed by then stays
 */
export async function checkAloud(
  ctx: CommandContext,
  input: CheckInput,
  signal: AbortSignal,
): Promise<LabReport> {
  const { labs, events } = await ctx.services();
  if (ctx.json) return labs.check(input, signal);
  const { folder, steps } = labs.open(input);
  const printer = createCheckPrinter({ ctx, slug: input.slug, folder, steps });
  const stopListening = events.subscribe((event) => {
    if (signal.aborted) return;
    if (event.type === 'lab.check' && event.lab === input.slug) printer.take(event.check, event.at);
    // A line for each of forty packages would push the verdicts off the screen.
    if (event.type === 'lab.setup' && !event.message.startsWith('Python packages: Downloading'))
      ctx.err(ctx.paint.dim(event.message));
  });
  try {
    const report = await labs.check(input, signal);
    if (!signal.aborted) printer.end(report.checks);
    return report;
  } finally {
    stopListening();
  }
}

/** Prints what the verdict comes to, and after it what to do next. */
export async function finish(ctx: CommandContext, input: CheckInput, report: LabReport): Promise<void> {
  if (ctx.json) return ctx.out(JSON.stringify(report));
  ctx.out(summaryText(report, ctx.paint));
  const words = `${cairnWord(ctx.env)} lab`;
  if (report.status === 'fail') {
    const again = `${words} check ${report.lab} ${report.step} --seed ${report.seed}`;
    ctx.out(ctx.paint.dim(`The same inputs again: ${again}`));
    const failed = report.checks.find(({ status }) => status === 'fail')?.step ?? report.step;
    ctx.out(ctx.paint.dim(`Stuck? ${words} hint ${report.lab} ${failed}`));
    return;
  }
  if (report.status !== 'pass') return;
  const { labs } = await ctx.services();
  const { steps } = labs.open(input);
  const next = steps.find(({ status }) => status !== 'pass');
  ctx.out(
    next
      ? `Next: ${next.title} (${words} read ${report.lab} ${next.id})`
      : 'Every step passes. The solution and the alternatives are yours to compare with.',
  );
}
