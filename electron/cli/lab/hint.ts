import { report, type CommandContext } from '../command.ts';
import type { Ref } from './input.ts';
import { findStep, nextOf } from './step-word.ts';
import { cairnWord } from './words.ts';

/**
 * Prints the next hint of a step, from a nudge to almost the answer, and notes that it was revealed, as the app does.
 * When all are out it prints them again and says where the solution is.
 * @param stepId without it the first step that has not passed
 */
export async function hint(ctx: CommandContext, ref: Ref, stepId: string | undefined): Promise<number> {
  const { labs } = await ctx.services();
  const { lab, steps } = labs.open(ref);
  const step = findStep(lab.id, steps, stepId ?? nextOf(steps)?.id ?? '');
  const isNew = step.hintsRevealed < step.hints;
  const number = isNew ? step.hintsRevealed + 1 : step.hints;
  const texts = isNew ? [...step.revealed, labs.hint(ref, step.id, number)] : step.revealed;
  const told = (at: number): string =>
    `${ctx.paint.bold(`${lab.id}, step ${step.id}, hint ${at} of ${step.hints}`)}\n\n${texts[at - 1]!.trim()}\n`;
  const solution = `${cairnWord(ctx.env)} lab solution ${lab.id}`;
  const data = {
    lab: lab.id,
    step: step.id,
    number,
    of: step.hints,
    isNew,
    markdown: texts[number - 1] ?? '',
  };
  report(ctx, data, () =>
    isNew
      ? told(number).trimEnd()
      : [
          ...texts.map((_, at) => told(at + 1)),
          `There is no more for this step. The whole solution: ${solution}`,
        ].join('\n'),
  );
  return 0;
}
