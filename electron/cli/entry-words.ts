import type { Services } from '../server/services.ts';
import { AppError } from '../shared/errors.ts';
import type { LogInput } from '../shared/practice.ts';
import { parseEntry } from '../shared/words/parse-entry.ts';
import type { EntryContext, ParsedEntry } from '../shared/words/types.ts';
import type { CommandContext } from './command.ts';

/**
 * Joins the words of a command line into one entry. A later word that holds spaces was quoted in the shell: it is
 * the note as it stands, as quotes within the words are.
 */
export function joinWords(positionals: readonly string[]): string {
  return positionals.map((word, i) => (i > 0 && /\s/.test(word) ? quoted(word) : word)).join(' ');
}

/** Quotes of the one kind cannot hold themselves; a text with both kinds keeps its words. */
function quoted(text: string): string {
  if (!/["“”]/.test(text)) return `"${text}"`;
  return `"${text.replaceAll(/["“”]/g, "'")}"`;
}

/** Reads an entry in words with what the flags say already. */
export function readEntry(ctx: CommandContext, services: Services, given: Given): ParsedEntry {
  return parseEntry(given.text, { ...contextOf(ctx, services), fixed: given.fixed });
}

interface Given {
  text: string;
  fixed: Partial<LogInput>;
}

/**
 * The start that `--at` names: `18:30` (the latest that has come), "yesterday 18:30", "2026-11-20 18:30", a
 * full ISO time, or any other day and time in words.
 * @returns milliseconds since the epoch
 * @throws AppError `bad_input` for words without a time
 */
export function readStart(text: string, ctx: CommandContext, services: Services): number {
  const words = text.trim().replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2})$/, '$1 $2');
  const { entry, understood, problems } = parseEntry(words, {
    ...contextOf(ctx, services),
    fixed: { minutes: 1 },
  });
  const wrong = problems.find((problem) => problem.blocks);
  const hasMore = understood.some((it) => it.part !== 'when' && it.spans.length > 0);
  const hasClock = /\d:\d|\d\s?[ap]m|noon|midnight|ago$/i.test(words);
  if (entry?.startedAt !== undefined && !hasMore && hasClock) return entry.startedAt;
  throw new AppError('bad_input', `"${text}" is not a time.${wrong ? ` ${wrong.message}` : ''}`, {
    hint: 'Write it like 18:30, "yesterday 18:30" or "2026-11-20 18:30".',
  });
}

function contextOf(ctx: CommandContext, services: Services): EntryContext {
  const { skills, labs, paths } = services.curriculum.get();
  return {
    now: ctx.clock.now(),
    zone: ctx.clock.zone(),
    dayStartHour: services.settings.get().dayStartHour,
    skills,
    labs,
    targets: paths.flatMap((path) => path.phases.flatMap((phase) => phase.targets)),
  };
}
