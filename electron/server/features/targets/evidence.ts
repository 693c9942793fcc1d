import { AppError } from '../../../shared/errors.ts';
import {
  cleanDetails,
  type AddEvidence,
  type Evidence,
  type FileFacts,
  type FileState,
  type ReportSummary,
} from '../../../shared/evidence.ts';
import { newId } from '../../../shared/ids.ts';
import type { Clock } from '../../deps.ts';
import type { LabService } from '../labs/service.ts';
import type { LinkService } from '../links/service.ts';
import type { EvidenceFiles, FileSource, TakenFile } from './files.ts';
import { readReport } from './report/read-report.ts';
import type { TargetStore } from './store.ts';

interface Deps {
  store: TargetStore;
  clock: Clock;
  files: EvidenceFiles;
  labs: Pick<LabService, 'report'>;
  links: LinkService;
}

export type FileKind = 'file' | 'eval-report';

/** Finds out what is true about a piece of evidence, and keeps what has to survive. */
export function createEvidence({ store, clock, files, labs, links }: Deps) {
  function pieceOf(id: string): Evidence {
    const piece = store.piece(id);
    if (piece) return piece;
    throw new AppError('not_found', 'That evidence is not there any more.');
  }

  function fileOf(id: string): { piece: Evidence; facts: FileFacts } {
    const piece = pieceOf(id);
    if (piece.details?.file) return { piece, facts: piece.details.file };
    throw new AppError('bad_input', 'That evidence is no file.', { hint: 'Choose a file or a report.' });
  }

  const rowOf = (rest: Omit<Evidence, 'id' | 'createdAt'>): Evidence => ({
    id: newId(clock.now()),
    createdAt: clock.now(),
    ...rest,
  });

  /** Looks at a file, reads a report, keeps the copy. */
  async function fromFile(kind: FileKind, targetId: string, source: FileSource): Promise<Evidence> {
    const { name, facts, report } = await files.take(source, (file) =>
      kind === 'file' ? undefined : reportOf(file),
    );
    const details = cleanDetails({ file: facts, ...(report && { report }) });
    return rowOf({ targetId, kind, value: name, details });
  }

  return {
    pieceOf,

    /** The row for what a person gave; nothing is written yet, apart from the copy of a file. */
    async prepare(input: AddEvidence): Promise<Evidence> {
      if (input.kind === 'file' || input.kind === 'eval-report')
        return fromFile(input.kind, input.targetId, { path: input.value });
      if (input.kind === 'lab-run') assertPassed(labs.report(input.value));
      const { targetId, kind, value } = input;
      return rowOf({ targetId, kind, value, details: null });
    },
    fromFile,

    fileState: (id: string): Promise<FileState> => files.state(fileOf(id).facts),

    async readFile(id: string): Promise<{ name: string; bytes: Buffer }> {
      const { piece, facts } = fileOf(id);
      return { name: piece.value, bytes: await files.read(facts) };
    },

    /** Asks a link's page for its title. @returns whether there is one now */
    async lookUpTitle(id: string): Promise<boolean> {
      const { kind, value } = pieceOf(id);
      if (kind !== 'link') return false;
      const title = await links.titleOf(value);
      // The link may have been removed meanwhile; its title is kept for when that is undone.
      if (title !== null) store.setDetails(id, cleanDetails({ title }), clock.now());
      return title !== null;
    },
  };
}

/** Evidence has to be true: a run that exists, and that passed. */
function assertPassed({ status, lab, step }: ReturnType<LabService['report']>): void {
  if (status === 'pass') return;
  throw new AppError('bad_input', `That run of ${lab} (step ${step}) did not pass, so it proves nothing.`, {
    hint: 'Choose a run that passed.',
  });
}

function reportOf({ name, bytes }: TakenFile): ReportSummary {
  if (bytes) return readReport(name, bytes);
  throw new AppError('too_large', `${name} is larger than 5 MB, too large to be read as a report.`, {
    hint: 'Add it as a file, or add a report without the outputs.',
  });
}
