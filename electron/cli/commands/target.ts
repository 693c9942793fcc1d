import path from 'node:path';
import { addEvidenceInput, reportText, type Evidence } from '../../shared/evidence.ts';
import { AppError } from '../../shared/errors.ts';
import { nearest } from '../../shared/nearest.ts';
import type { TargetProgress } from '../../shared/plan.ts';
import { localDate } from '../../shared/practice.ts';
import { formatDate } from '../../shared/time.ts';
import type { Services } from '../../server/services.ts';
import { flagsOf, report, type Command } from '../command.ts';
import { parseInput } from '../subject-flags.ts';

export const command: Command = {
  name: 'target',
  summary: 'a target: show it, mark it done, reopen it, add evidence, undo',
  usage: `Usage: cairn target ID
       cairn target done ID [--on 2026-11-20]
       cairn target reopen ID
       cairn target note ID TEXT
       cairn target evidence ID --link URL | --file PATH | --report PATH | --note TEXT | --run ID
       cairn target undo ID

  ID             a target's id, as the roadmap shows it in its address
  --on DATE      the day it was done; else today
  --file PATH    a file; Cairn keeps a copy of up to 5 MB
  --report PATH  an eval report: JSON, JUnit XML or markdown
  --run ID       a lab run that passed`,

  async run(ctx) {
    const { values, positionals } = flagsOf(ctx, {
      on: { type: 'string' },
      link: { type: 'string' },
      file: { type: 'string' },
      report: { type: 'string' },
      note: { type: 'string' },
      run: { type: 'string' },
    });
    const services = await ctx.services();
    const [first, second, ...words] = positionals;
    const verb = first !== undefined && Object.hasOwn(VERBS, first) ? VERBS[first] : undefined;
    const targetId = known(services, verb ? second : first);
    await verb?.({ services, targetId, values, words });
    const after = services.targets.get(targetId);
    report(ctx, after, () => inWords(services, after));
    return 0;
  },
};

interface Task {
  services: Services;
  targetId: string;
  values: Partial<Record<'on' | 'link' | 'file' | 'report' | 'note' | 'run', string>>;
  words: string[];
}

const VERBS: Readonly<Record<string, (task: Task) => unknown>> = {
  done: ({ services, targetId, values: { on } }) =>
    services.targets.setStatus({
      targetId,
      status: 'done',
      ...(on && { doneOn: parseInput(localDate, on) }),
    }),
  reopen: ({ services, targetId }) => services.targets.setStatus({ targetId, status: 'open' }),
  note: ({ services, targetId, words }) =>
    services.targets.setNote({ targetId, note: words.join(' ').trim() }),
  evidence: addEvidence,
  undo({ services, targetId }) {
    const { latestChange } = services.targets.get(targetId);
    if (latestChange) return services.targets.undo(latestChange.id);
    throw new AppError('not_found', 'Nothing of this target can be taken back.');
  },
};

async function addEvidence({ services, targetId, values }: Task): Promise<void> {
  const given = [
    ['link', values.link],
    ['file', values.file && path.resolve(values.file)],
    ['eval-report', values.report && path.resolve(values.report)],
    ['note', values.note],
    ['lab-run', values.run],
  ].filter(([, value]) => value !== undefined);
  const [one] = given;
  if (!one || given.length > 1) {
    throw new AppError('bad_input', 'Give one piece of evidence.', {
      hint: 'One of --link, --file, --report, --note and --run.',
    });
  }
  const [kind, value] = one;
  const { id } = await services.targets.addEvidence(parseInput(addEvidenceInput, { kind, targetId, value }));
  // This process ends at once, so here the title is waited for: three seconds at most.
  if (kind === 'link') await services.targets.lookUpTitle(id);
}

function known(services: Services, id: string | undefined): string {
  const ids = services.curriculum
    .get()
    .paths.flatMap((it) => it.phases.flatMap(({ targets }) => targets.map((target) => target.id)));
  if (id !== undefined && ids.includes(id)) return id;
  const near = id && nearest(id, ids);
  throw new AppError('bad_input', id ? `There is no target "${id}".` : 'Say which target.', {
    hint: near ? `Did you mean ${near}?` : 'The roadmap lists the targets of every path with their ids.',
  });
}

const STATUS = { open: 'open', doing: 'in work', done: 'done' } as const;

function inWords(services: Services, { targetId, status, doneOn, note, evidence }: TargetProgress): string {
  const title = services.curriculum
    .get()
    .paths.flatMap((it) => it.phases.flatMap(({ targets }) => targets))
    .find(({ id }) => id === targetId)!.title;
  return [
    `${title}: ${STATUS[status]}${doneOn ? ` on ${formatDate(doneOn)}` : ''}.`,
    ...(note ? [note] : []),
    ...evidence.map((piece) => `  ${piece.kind}: ${pieceText(piece)}`),
  ].join('\n');
}

function pieceText({ value, details }: Evidence): string {
  if (details?.report) return `${value}, ${reportText(details.report)}`;
  return details?.title ? `${details.title} (${value})` : value.split('\n', 1)[0]!;
}
