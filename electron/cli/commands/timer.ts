import type { Services } from '../../server/services.ts';
import type { Changed } from '../../server/features/practice/service.ts';
import { AppError } from '../../shared/errors.ts';
import { nearest } from '../../shared/nearest.ts';
import { subject } from '../../shared/practice.ts';
import { idleAnswer, idleDecision, timerEdit, type IdleDecision } from '../../shared/timer.ts';
import { formatClock, formatDuration } from '../../shared/time.ts';
import { readLength } from '../../shared/words/length.ts';
import { flagsOf, report, type Command, type CommandContext } from '../command.ts';
import { parseInput, readSubject, SUBJECT_FLAGS, SUBJECT_USAGE } from '../subject-flags.ts';
import { startedText, timerText } from '../timer-text.ts';

const FLAGS = {
  ...SUBJECT_FLAGS,
  ago: { type: 'string' },
  overlap: { type: 'boolean' },
  idle: { type: 'string' },
  away: { type: 'string' },
} as const;

/** What one call was asked for. */
interface Call {
  ctx: CommandContext;
  services: Services;
  values: ReturnType<typeof flagsOf<typeof FLAGS>>['values'];
  words: string;
}

const ACTIONS: Record<string, (call: Call) => number> = {
  start,
  switch: switchTo,
  pause,
  resume,
  stop,
  discard,
  status,
  edit,
  idle,
};
const NAMES = Object.keys(ACTIONS);

export const command: Command = {
  name: 'timer',
  summary: `time practice: cairn timer ${NAMES.join(' | ')}`,
  usage: `Usage: cairn timer start ["NOTE"] [flags]
       cairn timer switch ["NOTE"] [flags]     logs what ran, and starts on something else
       cairn timer pause
       cairn timer resume
       cairn timer stop ["NOTE"]
       cairn timer edit ["NOTE"] [flags]       what the running timer is about, and since when
       cairn timer idle keep|cut|split         what the time without input was; with split, a note
                                               or --activity logs it as a session of its own
       cairn timer status
       cairn timer discard

${SUBJECT_USAGE}
  --ago LENGTH     it began so long ago: 10, 10m, 1h30
  --overlap        even if that runs into the session before
  --away on|off    away from the keyboard on purpose: the timer does not ask about input
  --idle WHAT      stop, switch: "keep" or "cut" the time without input`,

  async run(ctx) {
    const { values, positionals } = flagsOf(ctx, FLAGS);
    const [action = 'status', ...note] = positionals;
    const run = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
    if (!run) throw unknownAction(action);
    return run({ ctx, services: await ctx.services(), values, words: note.join(' ') });
  },
};

function start({ ctx, services, values, words }: Call): number {
  const about = parseInput(subject, { ...readSubject(values, services), note: words });
  const ago = agoOf(values.ago);
  const away = values.away !== undefined && isAway(values.away);
  const { timer, finished } = services.timer.start(about, decisionOf(values.idle));
  if (away) services.timer.edit({ away });
  const moved = ago === null ? timer : beganAgo({ ctx, services, values, words }, ago);
  report(ctx, { timer: services.timer.status(), finished }, () =>
    startedText(moved, finished?.session.seconds),
  );
  return 0;
}

function switchTo(call: Call): number {
  if (!call.services.timer.status())
    throw new AppError('not_found', 'No timer is running.', { hint: 'Start one: cairn timer start.' });
  return start(call);
}

/** Moves the start back. @throws AppError `conflict` when that runs into a session and `--overlap` was not given */
function beganAgo({ ctx, services, values }: Call, minutes: number) {
  const result = services.timer.adjust({
    startedAt: ctx.clock.now() - Math.round(minutes * 60_000),
    overlap: values.overlap ?? false,
  });
  if (result.status === 'set') return result.timer;
  const end = formatClock(result.lastEndedAt, ctx.clock.zone());
  throw new AppError(
    'conflict',
    `The timer runs, but not from so long ago: your last session ended at ${end}.`,
    {
      hint: `Give a shorter --ago to \`cairn timer edit\`, or add --overlap if both are true.`,
    },
  );
}

function pause({ ctx, services }: Call): number {
  const timer = services.timer.pause();
  report(
    ctx,
    { timer },
    () => `Paused at ${formatDuration(timer.seconds)}. \`cairn timer resume\` goes on, \`stop\` logs it.`,
  );
  return 0;
}

function resume({ ctx, services }: Call): number {
  const timer = services.timer.resume();
  report(ctx, { timer }, () => `The timer goes on from ${formatDuration(timer.seconds)}.`);
  return 0;
}

function stop({ ctx, services, values, words }: Call): number {
  const finished = services.timer.stop(words === '' ? undefined : words, decisionOf(values.idle));
  report(ctx, { session: finished?.session ?? null }, () =>
    finished
      ? `Logged ${formatDuration(finished.session.seconds)}.`
      : 'Not a second had passed; nothing was logged.',
  );
  return 0;
}

function discard({ ctx, services }: Call): number {
  services.timer.discard();
  report(ctx, { discarded: true }, () => 'The running time was dropped. Nothing was logged.');
  return 0;
}

function status({ ctx, services }: Call): number {
  const timer = services.timer.status();
  report(ctx, { timer }, () => timerText(timer, ctx.clock.zone()));
  return 0;
}

function edit(call: Call): number {
  const { services, values, words } = call;
  const change = parseInput(timerEdit, {
    ...readSubject(values, services),
    ...(words && { note: words }),
    ...(values.away !== undefined && { away: isAway(values.away) }),
  });
  const ago = agoOf(values.ago);
  services.timer.edit(change);
  if (ago !== null) beganAgo(call, ago);
  return status(call);
}

function idle({ ctx, services, values, words }: Call): number {
  const [choice = '', ...note] = words.split(' ');
  const known = idleAnswer.shape.choice.safeParse(choice);
  if (!known.success) {
    throw new AppError('bad_input', 'Say what the time without input was.', {
      hint: 'Use cairn timer idle keep, cut or split.',
    });
  }
  const first = services.timer.status()?.idles[0];
  if (!first)
    throw new AppError('not_found', 'There is no time without input to decide about.', {
      hint: '`cairn timer status` shows the timer.',
    });
  const about = { ...readSubject(values, services), ...(note.length > 0 && { note: note.join(' ') }) };
  const entry = Object.keys(about).length > 0 ? parseInput(subject.partial(), about) : null;
  const logged = services.timer.answerIdle({ from: first.from, choice: known.data, entry });
  const timer = services.timer.status();
  report(ctx, { sessions: logged.map((it) => it.session), timer }, () =>
    idleText(logged, () => timerText(timer, ctx.clock.zone())),
  );
  return 0;
}

function idleText(logged: readonly Changed[], timer: () => string): string {
  const lengths = logged.map(({ session }) => formatDuration(session.seconds)).join(' and ');
  return lengths ? `Logged ${lengths}. ${timer()}` : timer();
}

/** Minutes, or null when not asked for. */
function agoOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const minutes = readLength(text);
  if (minutes !== null) return minutes;
  throw new AppError('bad_input', `"${text}" is not a length of time.`, {
    hint: 'Write it like 10, 10m or 1h30.',
  });
}

function decisionOf(text: string | undefined): IdleDecision | undefined {
  const parsed = idleDecision.optional().safeParse(text);
  if (parsed.success) return parsed.data;
  throw new AppError('bad_input', `Time without input cannot be "${text}".`, {
    hint: 'Use --idle keep or --idle cut.',
  });
}

function isAway(text: string): boolean {
  if (text === 'on' || text === 'off') return text === 'on';
  throw new AppError('bad_input', `--away is "on" or "off", not "${text}".`, {
    hint: 'For example: cairn timer start --away on.',
  });
}

function unknownAction(action: string): AppError {
  const near = nearest(action, NAMES);
  return new AppError('bad_input', `A timer cannot "${action}".`, {
    hint: `${near ? `Did you mean ${near}? ` : ''}Use one of ${NAMES.join(', ')}.`,
  });
}
