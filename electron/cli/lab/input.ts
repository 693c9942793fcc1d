import { AppError } from '../../shared/errors.ts';
import type { ReplayMode } from '../../shared/gateway-runs.ts';
import { language, type Isolation, type Language } from '../../shared/settings.ts';
import { readReplayMode } from '../gateway/flags.ts';

export type Ref = { slug: string; language: Language | undefined };

/** What is checked, against what. */
export type CheckInput = Ref & {
  step: string | undefined;
  seed: number | undefined;
  model: string | null | undefined;
  replay: ReplayMode | undefined;
  isolation: Isolation | undefined;
};

interface Texts {
  step?: string | undefined;
  seed?: string | undefined;
  model?: string | undefined;
  replay?: string | undefined;
  strict?: boolean | undefined;
}

/** Reads the flags of a check. @throws AppError `bad_input` for a value that is not one */
export function readCheckInput(ref: Ref, { step, seed, model, replay, strict }: Texts): CheckInput {
  return {
    ...ref,
    step,
    seed: readNumber(seed, 'seed'),
    // "none" checks without a model; nothing takes the default.
    model: model === 'none' ? null : model,
    replay: replay === undefined ? undefined : readReplayMode(replay),
    isolation: strict ? 'strict' : undefined,
  };
}

/** Reads the name of a language; whether the lab is there in it says the lab. @throws AppError `bad_input` */
export function readLanguage(text: string | undefined): Language | undefined {
  if (text === undefined || language.safeParse(text).success) return text;
  throw new AppError('bad_input', `"${text}" is not a language.`, {
    hint: 'Use one like typescript or python.',
  });
}

const EXAMPLE = { seed: 'like the one in an earlier verdict', seeds: 'like 20' };

/** @param what how the number is called in the error: "x" is not a seed */
export function readNumber(text: string | undefined, what: keyof typeof EXAMPLE): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new AppError('bad_input', `"${text}" is not a ${what === 'seed' ? 'seed' : 'number of seeds'}.`, {
    hint: `Use a whole number, ${EXAMPLE[what]}.`,
  });
}
