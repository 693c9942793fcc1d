import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../shared/errors.ts';
import type { LabService } from '../../server/features/labs/service.ts';
import type { LabReport } from '../../shared/labs.ts';
import type { ReplayMode } from '../../shared/gateway-runs.ts';
import { language } from '../../shared/settings.ts';
import { flagsOf, report, type Command, type CommandContext } from '../command.ts';
import { readReplayMode } from '../gateway/flags.ts';
import { EXIT_CODE, reportText } from '../lab-report.ts';

const FLAGS = {
  step: { type: 'string' },
  language: { type: 'string' },
  seed: { type: 'string' },
  model: { type: 'string' },
  replay: { type: 'string' },
  file: { type: 'string' },
  yes: { type: 'boolean' },
} as const;

const ACTIONS = ['start', 'check', 'watch', 'reset', 'solution'] as const;
type Action = (typeof ACTIONS)[number];

export const command: Command = {
  name: 'lab',
  summary: 'work on a lab: start, check, watch, reset, solution',
  usage: `Usage: cairn lab start|check|watch|reset|solution LAB [flags]

  start            makes the workspace and says where it is
  check            checks the first step that has not passed; exits 0 pass, 1 fail, 2 error
  watch            checks again whenever a file is saved
  reset            puts the files back to the start, after a copy
  solution         prints the reference solution; before you have passed it needs --yes

  --step STEP      a step's id, or "all"
  --language NAME  typescript
  --seed N         the inputs of an earlier run again
  --model NAME     provider/model for the live checks, or "none"
  --replay MODE    off, read (use recorded answers of the model, record others), only
  --file PATH      reset: only this file`,

  async run(ctx) {
    const { values, positionals } = flagsOf(ctx, FLAGS);
    const [action, slug, ...more] = positionals;
    if (!ACTIONS.includes(action as Action) || slug === undefined || more.length > 0) {
      throw new AppError('bad_input', 'Say what to do with which lab.', {
        hint: 'For example: cairn lab start first-call. `cairn labs` lists the labs.',
      });
    }
    const ref = { slug, language: readLanguage(values.language) };
    const input = {
      ...ref,
      step: values.step,
      seed: readSeed(values.seed),
      model: readModel(values.model),
      replay: values.replay === undefined ? undefined : readReplayMode(values.replay),
    };
    switch (action as Action) {
      case 'start':
        return start(ctx, ref);
      case 'check':
        return check(ctx, input);
      case 'watch':
        return watch(ctx, input);
      case 'reset': {
        const { labs } = await ctx.services();
        const result = labs.reset(ref, values.file);
        report(ctx, result, () => `Back to the start. What you had is in ${result.folder}.`);
        return 0;
      }
      case 'solution': {
        const { labs } = await ctx.services();
        const files = solution(labs, ref, values.yes ?? false);
        report(ctx, files, () =>
          files.map(({ path, text }) => `${ctx.paint.bold(path)}\n\n${text}`).join('\n'),
        );
        return 0;
      }
    }
  },
};

function solution(labs: LabService, ref: Ref, asked: boolean): ReturnType<LabService['solution']> {
  try {
    return labs.solution(ref, { asked });
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'forbidden') throw error;
    throw new AppError('forbidden', error.message, { hint: 'Add --yes to see it anyway; that is noted.' });
  }
}

type Ref = { slug: string; language: 'typescript' | 'python' | undefined };
type Input = Ref & {
  step: string | undefined;
  seed: number | undefined;
  model: string | null | undefined;
  replay: ReplayMode | undefined;
};

async function start(ctx: CommandContext, ref: Ref): Promise<number> {
  const { labs } = await ctx.services();
  const open = labs.open(ref);
  const { folder, steps, lab } = open;
  report(
    ctx,
    { lab: lab.id, language: open.language, folder, steps: steps.map(({ id, status }) => ({ id, status })) },
    () =>
      [
        ctx.paint.bold(lab.title),
        ...steps.map(({ id, title, status }, i) => `  ${i + 1}  ${id}  ${title}  ${ctx.paint.dim(status)}`),
        `Your workspace: ${folder}`,
        `Check it: ${ctx.env['npm_lifecycle_event'] === 'cairn' ? 'npm run cairn --' : 'cairn'} lab check ${lab.id}`,
      ].join('\n'),
  );
  return 0;
}

async function check(ctx: CommandContext, input: Input): Promise<number> {
  const { labs } = await ctx.services();
  const verdict = await labs.check(input, ctx.signal);
  report(ctx, verdict, () => reportText(verdict, ctx.paint));
  return EXIT_CODE[verdict.status];
}

/** Checks on every save until Ctrl-C; a save in the middle of a check stops that check and begins a new one. */
async function watch(ctx: CommandContext, input: Input): Promise<number> {
  const { labs } = await ctx.services();
  let last: LabReport | undefined;
  let wake = Promise.withResolvers<void>();
  let saved = new AbortController();
  const stop = labs.watch(input, () => {
    saved.abort();
    wake.resolve();
  });
  ctx.signal.addEventListener('abort', () => wake.resolve(), { once: true });
  try {
    while (!ctx.signal.aborted) {
      wake = Promise.withResolvers<void>();
      saved = new AbortController();
      const verdict = await labs.check(input, AbortSignal.any([ctx.signal, saved.signal]));
      if (!saved.signal.aborted && !ctx.signal.aborted) {
        last = verdict;
        report(
          ctx,
          verdict,
          () => `${reportText(verdict, ctx.paint)}\n${ctx.paint.dim('Waiting for changes. Ctrl-C ends.')}`,
        );
        await untilAwake(wake.promise, ctx.signal);
      }
    }
  } finally {
    stop();
  }
  return last ? EXIT_CODE[last.status] : 0;
}

/** Waits for a save. The timer is what keeps the process alive: the watcher does not. */
async function untilAwake(wake: Promise<void>, signal: AbortSignal): Promise<void> {
  const over = new AbortController();
  const idle = sleep(2 ** 31 - 1, undefined, { signal: AbortSignal.any([signal, over.signal]) }).catch(
    () => {},
  );
  await Promise.race([wake, idle]);
  over.abort();
}

function readLanguage(text: string | undefined): Ref['language'] {
  if (text === undefined) return undefined;
  const parsed = language.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new AppError('bad_input', `There is no language "${text}".`, {
    hint: `Use one of ${language.options.join(', ')}.`,
  });
}

function readSeed(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new AppError('bad_input', `"${text}" is not a seed.`, {
    hint: 'Use a whole number, like the one in an earlier verdict.',
  });
}

/** "none" checks without a model; nothing takes the default. */
function readModel(text: string | undefined): string | null | undefined {
  return text === 'none' ? null : text;
}
