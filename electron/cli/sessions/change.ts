import { AppError } from '../../shared/errors.ts';
import { bulkChange, mergeInput, splitInput, type Acted } from '../../shared/practice-changes.ts';
import { updateInput } from '../../shared/practice.ts';
import { formatDuration } from '../../shared/time.ts';
import { readLength } from '../../shared/words/length.ts';
import { flagsOf, report, type CommandContext } from '../command.ts';
import { readStart } from '../entry-words.ts';
import { parseInput, readSubject, SUBJECT_FLAGS } from '../subject-flags.ts';
import { sessionIds } from './find.ts';

/** Changes one session, or several alike. */
export async function edit(ctx: CommandContext): Promise<number> {
  const { values, positionals } = flagsOf(ctx, {
    ...SUBJECT_FLAGS,
    minutes: { type: 'string' },
    at: { type: 'string' },
    note: { type: 'string' },
    'add-note': { type: 'string' },
    shift: { type: 'string' },
  });
  const services = await ctx.services();
  const ids = sessionIds(services, positionals);
  const about = readSubject(values, services);
  const own = {
    ...(values.minutes === undefined ? {} : { minutes: length(values.minutes) }),
    ...(values.at === undefined ? {} : { startedAt: readStart(values.at, ctx, services) }),
    ...(values.note === undefined ? {} : { note: values.note }),
  };
  const alike = {
    ...(values['add-note'] === undefined ? {} : { noteAppend: values['add-note'] }),
    ...(values.shift === undefined ? {} : { shiftMinutes: shift(values.shift) }),
  };
  const isOne = ids.length === 1 && Object.keys(alike).length === 0;
  if (!isOne && Object.keys(own).length > 0)
    throw new AppError('bad_input', '--minutes, --at and --note are for one session alone.', {
      hint: 'For several use --add-note and --shift, or edit them one by one.',
    });
  if (!isOne)
    return acted(
      ctx,
      services.practice.bulk({ ids }, parseInput(bulkChange, { ...about, ...alike }), 'terminal'),
    );
  if (Object.keys({ ...own, ...about }).length === 0)
    throw new AppError('bad_input', 'Say what to change.', { hint: 'For example: --note "read twice"' });
  const changed = services.practice.update(
    parseInput(updateInput, { id: ids[0], ...about, ...own }),
    'terminal',
  );
  report(
    ctx,
    changed,
    () => `Saved: ${formatDuration(changed.session.seconds)}. ${takeBack(changed.changeId)}`,
  );
  return 0;
}

export async function remove(ctx: CommandContext): Promise<number> {
  const { positionals } = flagsOf(ctx, {});
  const services = await ctx.services();
  return acted(
    ctx,
    services.practice.removeAll({ ids: sessionIds(services, positionals) }, 'terminal'),
    'Deleted',
  );
}

/** `split ID 20m 30m`: parts of these lengths, and one of the rest. */
export async function split(ctx: CommandContext): Promise<number> {
  const { positionals } = flagsOf(ctx, {});
  const services = await ctx.services();
  const [id] = sessionIds(services, positionals.slice(0, 1));
  let minutes = 0;
  const cuts = positionals.slice(1).map((text) => ({ afterMinutes: (minutes += length(text)) }));
  if (cuts.length === 0)
    throw new AppError('bad_input', 'Say where to split.', {
      hint: 'For example: cairn sessions split 1a2b3c4d 20m',
    });
  const done = services.practice.split(parseInput(splitInput, { id, cuts }), 'terminal');
  report(ctx, done, () => `Split into ${done.sessions}. ${takeBack(done.changeId)}`);
  return 0;
}

export async function merge(ctx: CommandContext): Promise<number> {
  const { positionals } = flagsOf(ctx, {});
  const services = await ctx.services();
  const ids = sessionIds(services, positionals);
  const done = services.practice.merge(parseInput(mergeInput, { ids }), 'terminal');
  report(ctx, done, () => `Merged ${done.sessions} into one. ${takeBack(done.changeId)}`);
  return 0;
}

function acted(ctx: CommandContext, done: Acted, word = 'Changed'): number {
  const count = done.sessions === 1 ? '1 session' : `${done.sessions} sessions`;
  report(ctx, done, () => `${word} ${count}. ${takeBack(done.changeId)}`.trim());
  return 0;
}

const takeBack = (changeId: string | null): string =>
  changeId === null ? '' : '`cairn sessions undo` takes it back.';

function length(text: string): number {
  const minutes = readLength(text);
  if (minutes !== null && minutes > 0) return minutes;
  throw new AppError('bad_input', `"${text}" is not a length of time.`, {
    hint: 'Write it like 45m, 1h30 or 1:30.',
  });
}

function shift(text: string): number {
  const minutes = length(text.replace(/^[+-]/, ''));
  return Math.round(text.startsWith('-') ? -minutes : minutes);
}
