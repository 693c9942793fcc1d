import { nearest } from '../../shared/nearest.ts';
import type { Services } from '../../server/services.ts';
import { AppError } from '../../shared/errors.ts';
import { subject, type TimerState } from '../../shared/practice.ts';
import { formatDuration } from '../../shared/time.ts';
import { flagsOf, report, type Command, type CommandContext } from '../command.ts';
import { parseInput, readSubject, SUBJECT_FLAGS, SUBJECT_USAGE } from '../subject-flags.ts';

const ACTIONS = ['start', 'stop', 'status', 'discard'] as const;
const INTERRUPTED =
  'It was interrupted: `cairn timer stop` keeps the time that is provable, `cairn timer discard` drops it.';

export const command: Command = {
  name: 'timer',
  summary: 'time practice: cairn timer start | stop | status | discard',
  usage: `Usage: cairn timer start ["NOTE"] [flags]
       cairn timer stop ["NOTE"]
       cairn timer status
       cairn timer discard

${SUBJECT_USAGE}`,

  async run(ctx) {
    const { values, positionals } = flagsOf(ctx, SUBJECT_FLAGS);
    const [action = 'status', ...note] = positionals;
    const services = await ctx.services();
    const words = note.join(' ');
    switch (action) {
      case 'start':
        return start(ctx, services, { ...readSubject(values, services), note: words });
      case 'stop':
        return stop(ctx, services, words);
      case 'status':
        return status(ctx, services);
      case 'discard':
        services.timer.discard();
        report(ctx, { discarded: true }, () => 'The running time was dropped. Nothing was logged.');
        return 0;
      default:
        throw unknownAction(action);
    }
  },
};

function start(ctx: CommandContext, services: Services, about: object): number {
  const result = services.timer.start(parseInput(subject, about));
  report(ctx, result, () => {
    const before = result.finished
      ? `The timer before it was logged: ${formatDuration(result.finished.session.seconds)}. `
      : '';
    return `${before}The timer runs${aboutText(result.timer)}. \`cairn timer stop\` logs it.`;
  });
  return 0;
}

function stop(ctx: CommandContext, services: Services, note: string): number {
  const finished = services.timer.stop(note === '' ? undefined : note);
  report(ctx, { session: finished?.session ?? null }, () =>
    finished
      ? `Logged ${formatDuration(finished.session.seconds)}.`
      : 'Not a second had passed; nothing was logged.',
  );
  return 0;
}

function status(ctx: CommandContext, services: Services): number {
  const timer = services.timer.status();
  report(ctx, { timer }, () => {
    if (!timer) return 'No timer is running.';
    const line = `The timer has run ${formatDuration(timer.seconds)}${aboutText(timer)}.`;
    return timer.interrupted ? `${line} ${INTERRUPTED}` : line;
  });
  return 0;
}

const aboutText = (timer: TimerState): string => (timer.skillId ? ` on ${timer.skillId}` : '');

function unknownAction(action: string): AppError {
  const near = nearest(action, ACTIONS);
  return new AppError('bad_input', `A timer cannot "${action}".`, {
    hint: `${near ? `Did you mean ${near}? ` : ''}Use one of ${ACTIONS.join(', ')}.`,
  });
}
