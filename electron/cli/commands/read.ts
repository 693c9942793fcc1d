import type { Services } from '../../server/services.ts';
import { AppError } from '../../shared/errors.ts';
import { addReadingInput, changeReadingInput, type Reading } from '../../shared/reading.ts';
import { formatDuration } from '../../shared/time.ts';
import { flagsOf, report, type Command, type CommandContext } from '../command.ts';
import { table } from '../output.ts';
import { parseInput } from '../subject-flags.ts';

export const command: Command = {
  name: 'read',
  summary: 'the reading log: cairn read add https://arxiv.org/abs/2312.10997',
  usage: `Usage: cairn read
       cairn read add URL_OR_TITLE [--title TEXT] [--kind KIND] [--status STATUS]
       cairn read begin|done|want ENTRY [--minutes N] [--takeaways TEXT]

  ENTRY             a piece of its title, or the beginning of its id
  --title TEXT      its title; else it is guessed from the address
  --kind KIND       paper, post, chapter, docs or video; else it is guessed
  --status STATUS   want, reading or read
  --minutes N       how long it took in all, besides linked sessions
  --takeaways TEXT  what you took from it`,

  async run(ctx) {
    const { values, positionals } = flagsOf(ctx, {
      title: { type: 'string' },
      kind: { type: 'string' },
      status: { type: 'string' },
      minutes: { type: 'string' },
      takeaways: { type: 'string' },
    });
    const { reading } = await ctx.services();
    const [verb, ...words] = positionals;
    const text = words.join(' ');
    if (verb === undefined || verb === 'list') return printLog(ctx, reading.list());
    if (verb === 'add') return add(ctx, reading, { text, ...values });
    const status = STATUS[verb];
    if (!status) {
      throw new AppError('bad_input', `"cairn read ${verb}" is not known.`, {
        hint: `Did you mean: cairn read add ${verb}`,
      });
    }
    const { id } = findEntry(reading.list(), text);
    const minutes = values.minutes === undefined ? {} : { minutes: Number(values.minutes) };
    const takeaways = values.takeaways === undefined ? {} : { takeaways: values.takeaways };
    const { item } = reading.change(parseInput(changeReadingInput, { id, status, ...minutes, ...takeaways }));
    report(ctx, item, () => `${WORDS[item.status]}: ${item.title}`);
    return 0;
  },
};

const STATUS: Readonly<Record<string, Reading['status']>> = { begin: 'reading', done: 'read', want: 'want' };
const WORDS: Record<Reading['status'], string> = { reading: 'Reading now', want: 'To read', read: 'Read' };

interface Given {
  text: string;
  title?: string | undefined;
  kind?: string | undefined;
  status?: string | undefined;
}

function add(ctx: CommandContext, reading: Services['reading'], { text, title, ...rest }: Given): number {
  const isUrl = /^https?:\/\//i.test(text);
  const about = isUrl ? { url: text, title } : { title: title ?? (text || undefined) };
  const given = Object.entries({ ...about, ...rest }).filter(([, value]) => value !== undefined);
  const result = reading.add(parseInput(addReadingInput, Object.fromEntries(given)));
  const { item } = result;
  report(ctx, result, () =>
    result.outcome === 'added'
      ? `Added (${item.kind}): ${item.title}`
      : `In the log already (${WORDS[item.status].toLowerCase()}): ${item.title}`,
  );
  return 0;
}

function findEntry(log: readonly Reading[], text: string): Reading {
  const wanted = text.toLowerCase();
  const found = log.filter(
    (entry) => entry.id.startsWith(wanted) || entry.title.toLowerCase().includes(wanted),
  );
  if (wanted !== '' && found.length === 1) return found[0]!;
  const why =
    found.length > 1 && wanted !== ''
      ? `${found.length} entries match "${text}".`
      : `No entry matches "${text}".`;
  throw new AppError('bad_input', wanted === '' ? 'Say which entry.' : why, {
    hint: 'Write a piece of its title that no other has; `cairn read` lists them.',
  });
}

function printLog(ctx: CommandContext, log: readonly Reading[]): number {
  report(ctx, { readings: log }, () => {
    if (log.length === 0) return 'Nothing is in the reading log. Add something: cairn read add URL';
    return [...Map.groupBy(log, (entry) => entry.status)]
      .flatMap(([status, entries]) => [
        ctx.paint.bold(WORDS[status]),
        table(
          entries.map((entry) => [
            `  ${entry.kind}`,
            entry.seconds > 0 ? formatDuration(entry.seconds) : '',
            entry.title,
            ctx.paint.dim(entry.url ?? ''),
          ]),
        ),
      ])
      .join('\n');
  });
  return 0;
}
