import { AppError } from '../../shared/errors.ts';
import { nearest } from '../../shared/nearest.ts';
import { flagsOf, type Command } from '../command.ts';
import { helpText } from '../help.ts';
import { check } from '../lab/check.ts';
import { read, reset, solution, start } from '../lab/files.ts';
import { hint } from '../lab/hint.ts';
import { readCheckInput, readLanguage, readNumber } from '../lab/input.ts';
import { newLab } from '../lab/new-lab.ts';
import { readStepWord } from '../lab/step-word.ts';
import { verify } from '../lab/verify.ts';
import { watch } from '../lab/watch.ts';

const FLAGS = {
  step: { type: 'string' },
  language: { type: 'string' },
  seed: { type: 'string' },
  model: { type: 'string' },
  replay: { type: 'string' },
  strict: { type: 'boolean' },
  file: { type: 'string' },
  yes: { type: 'boolean' },
  labs: { type: 'string' },
  title: { type: 'string' },
  seeds: { type: 'string' },
} as const;

const ACTIONS = ['start', 'read', 'hint', 'check', 'watch', 'reset', 'solution', 'new', 'verify'] as const;
type Action = (typeof ACTIONS)[number];

/** Those that are about a step, when one is named. */
const TAKES_STEP: ReadonlySet<Action> = new Set(['read', 'hint', 'check', 'watch', 'reset', 'solution']);

export const command: Command = {
  name: 'lab',
  summary: 'work on a lab: start, read, hint, check, watch, reset, solution; make one: new, verify',
  usage: `Usage: cairn lab start LAB [flags]
       cairn lab read|hint|check|watch|reset|solution LAB [STEP] [flags]
       cairn lab new|verify LAB [flags]
       cairn lab help

  start            makes the workspace and says where it is
  read             prints the overview, or what STEP asks for
  hint             prints the next hint of the first step that has not passed, or of STEP; each call reveals one
  check            checks the first step that has not passed, or STEP; exits 0 pass, 1 fail, 2 error
  watch            checks again whenever a file is saved
  reset            puts the files back to the start, or to where STEP began, after a copy; --file for one only
  solution         prints the reference solution, which solves all steps; before you have passed it needs --yes
  new              makes a small whole lab to write your own from
  verify           proves a lab: the starter fails, the solution passes, each mutant dies; exits 0 or 1

  --step STEP      the same as STEP: a step's id, or for check and watch "all"
  --language NAME  one of the lab's, like typescript or python
  --seed N         the inputs of an earlier run again; for verify the first of --seeds N
  --model NAME     provider/model for the live checks, or "none"
  --replay MODE    off, read (use recorded answers of the model, record others), only
  --strict         check, watch: in the system's own sandbox, whatever the settings say; never without it
  --file PATH      reset: only this file
  --labs FOLDER    new, verify: the folder of labs, when it is not Cairn's own
  --title TITLE    new: what the lab is called
  --seeds N        verify: with how many seeds the solution has to pass (3)

Colours follow NO_COLOR and FORCE_COLOR, links to files FORCE_HYPERLINK.`,

  async run(ctx) {
    const { values, positionals } = flagsOf(ctx, FLAGS);
    const [word, slug, ...rest] = positionals;
    if (word === 'help') {
      ctx.out(helpText(command));
      return 0;
    }
    const action = readAction(word);
    if (slug === undefined || (!TAKES_STEP.has(action) && rest.length > 0)) {
      throw new AppError('bad_input', `Say which lab to ${action}, and one only.`, {
        hint: `For example: cairn lab ${action} first-call. \`cairn labs\` lists the labs.`,
      });
    }
    const step = readStepWord(rest, values.step);
    const ref = { slug, language: readLanguage(values.language) };
    switch (action) {
      case 'start':
        return start(ctx, ref);
      case 'read':
        return read(ctx, ref, step);
      case 'hint':
        return hint(ctx, ref, step);
      case 'check':
        return check(ctx, readCheckInput(ref, { ...values, step }));
      case 'watch':
        return watch(ctx, readCheckInput(ref, { ...values, step }));
      case 'reset':
        return reset(ctx, ref, { path: values.file, step });
      case 'solution':
        return solution(ctx, ref, { step, asked: values.yes ?? false });
      case 'new':
        return newLab(ctx, { slug, title: values.title, labs: values.labs });
      case 'verify': {
        const seeds = readNumber(values.seeds, 'seeds');
        const { seed, model } = readCheckInput(ref, values);
        return verify(ctx, { ...ref, labs: values.labs, seeds, seed, model });
      }
    }
  },
};

function readAction(word: string | undefined): Action {
  const action = ACTIONS.find((one) => one === word);
  if (action) return action;
  const near = word === undefined ? undefined : nearest(word, ACTIONS);
  throw new AppError(
    'bad_input',
    word === undefined ? 'Say what to do with which lab.' : `A lab cannot be told to "${word}".`,
    {
      hint: near
        ? `Did you mean \`cairn lab ${near}\`?`
        : 'For example: cairn lab start first-call. `cairn labs` lists the labs.',
    },
  );
}
