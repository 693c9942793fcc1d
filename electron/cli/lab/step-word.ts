import { AppError } from '../../shared/errors.ts';

/**
 * The step that a command is about: as a plain word after the lab, or by `--step`.
 * @returns undefined when none was named
 * @throws AppError `bad_input` when there are more words, or both ways name different steps
 */
export function readStepWord(words: readonly string[], flag: string | undefined): string | undefined {
  const [word, extra] = words;
  if (extra !== undefined) {
    throw new AppError('bad_input', `Name one step, not ${words.length}: ${words.join(', ')}.`, {
      hint: 'Or "all" to check every step.',
    });
  }
  if (word !== undefined && flag !== undefined && word !== flag) {
    throw new AppError('bad_input', `Two steps are named: ${word}, and by --step ${flag}.`, {
      hint: 'Leave one of them out.',
    });
  }
  return word ?? flag;
}

/** The step of that name. @throws AppError `bad_input` that lists the steps there are */
export function findStep<S extends { id: string }>(lab: string, steps: readonly S[], id: string): S {
  const step = steps.find((one) => one.id === id);
  if (step) return step;
  throw new AppError('bad_input', `The lab ${lab} has no step "${id}".`, {
    hint: `Its steps are ${steps.map((one) => one.id).join(', ')}.`,
  });
}

/** The step that somebody is at: the first that has not passed, else the last. */
export const nextOf = <S extends { status: string }>(steps: readonly S[]): S | undefined =>
  steps.find(({ status }) => status !== 'pass') ?? steps.at(-1);
