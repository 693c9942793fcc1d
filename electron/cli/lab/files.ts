import { AppError } from '../../shared/errors.ts';
import type { ResetTarget } from '../../server/features/labs/file-service.ts';
import type { LabService } from '../../server/features/labs/service.ts';
import type { LabUpdate } from '../../shared/labs.ts';
import { report, type CommandContext } from '../command.ts';
import type { Ref } from './input.ts';
import { findStep, nextOf } from './step-word.ts';
import { terminalText } from './terminal-text.ts';
import { cairnWord } from './words.ts';

/** Makes the workspace and says where it is and what its steps are. */
export async function start(ctx: CommandContext, ref: Ref): Promise<number> {
  const { labs } = await ctx.services();
  const { folder, steps, lab, language, update } = labs.open(ref);
  const { paint } = ctx;
  const words = `${cairnWord(ctx.env)} lab`;
  const next = nextOf(steps);
  report(ctx, { lab: lab.id, language, folder, steps: steps.map(({ id, status }) => ({ id, status })) }, () =>
    [
      paint.bold(lab.title),
      ...steps.map(({ id, title, status }, i) => `  ${i + 1}  ${id}  ${title}  ${paint.dim(status)}`),
      `Your workspace: ${paint.place({ file: folder })}`,
      ...(update ? [updateText(update)] : []),
      `What it is about: ${words} read ${lab.id}`,
      ...(next
        ? [
            `What step ${steps.indexOf(next) + 1} asks for: ${words} read ${lab.id} ${next.id}`,
            `Check your work: ${words} check ${lab.id} ${next.id}`,
          ]
        : []),
    ].join('\n'),
  );
  return 0;
}

const updateText = ({ files, backupId }: LabUpdate): string =>
  `The lab is newer than your workspace was: ${files.join(', ')} ${files.length === 1 ? 'is' : 'are'} up to date now.` +
  (backupId === null ? '' : ' What you had changed in them is in “Earlier copies”.');

/** Prints the overview of a lab, or the text of a step without its hints; with `--json` its markdown as it is. */
export async function read(ctx: CommandContext, ref: Ref, stepId: string | undefined): Promise<number> {
  const { labs } = await ctx.services();
  const { lab, readme, steps } = labs.open(ref);
  const step = stepId === undefined ? undefined : findStep(lab.id, steps, stepId);
  const markdown = step?.markdown ?? readme;
  report(ctx, { lab: lab.id, step: step?.id ?? null, markdown }, () => terminalText(markdown).trimEnd());
  return 0;
}

/** Puts all files, one, or those of a step back to the start, after a copy. */
export async function reset(ctx: CommandContext, ref: Ref, target: ResetTarget): Promise<number> {
  const { labs } = await ctx.services();
  const result = labs.reset(ref, target);
  report(
    ctx,
    result,
    () => `Back to the start. What you had is in ${ctx.paint.place({ file: result.folder })}.`,
  );
  return 0;
}

interface SolutionWish {
  /** Whoever names a step gets the whole solution too, and is told so: there is one for all steps. */
  step: string | undefined;
  /** Whether to show it before the lab has passed. */
  asked: boolean;
}

/** Prints the reference solution. */
export async function solution(
  ctx: CommandContext,
  ref: Ref,
  { step, asked }: SolutionWish,
): Promise<number> {
  const { labs } = await ctx.services();
  if (step !== undefined) findStep(ref.slug, labs.preview(ref).steps, step);
  const files = solutionOf(labs, ref, asked);
  if (step !== undefined && !ctx.json)
    ctx.err(ctx.paint.dim(`This solves all steps of ${ref.slug}, ${step} among them.`));
  report(ctx, files, () => files.map(({ path, text }) => `${ctx.paint.bold(path)}\n\n${text}`).join('\n'));
  return 0;
}

function solutionOf(labs: LabService, ref: Ref, asked: boolean): ReturnType<LabService['solution']> {
  try {
    return labs.solution(ref, { asked });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'forbidden') throw error;
    throw new AppError('forbidden', error.message, { hint: 'Add --yes to see it anyway; that is noted.' });
  }
}
