import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { AddEvidence, Evidence, FileState } from '../../../shared/evidence.ts';
import type { targetStatus, TargetProgress } from '../../../shared/plan.ts';
import type { AppDeps } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { LabService } from '../labs/service.ts';
import type { LinkService } from '../links/service.ts';
import type { PracticeService } from '../practice/service.ts';
import { createTargetChanges } from './changes.ts';
import { createEvidence, type FileKind } from './evidence.ts';
import { createEvidenceFiles } from './files.ts';
import { createTargetStore } from './store.ts';

interface Deps {
  deps: Pick<AppDeps, 'db' | 'clock' | 'paths' | 'log'>;
  events: EventBus;
  curriculum: CurriculumService;
  practice: PracticeService;
  labs: Pick<LabService, 'report'>;
  links: LinkService;
}

type Status = z.infer<typeof targetStatus>;

export function createTargetService({ deps, events, curriculum, practice, labs, links }: Deps) {
  const { db, clock, paths, log } = deps;
  const store = createTargetStore(db);
  const changes = createTargetChanges({ store, clock });
  const files = createEvidenceFiles(paths.data);
  const pieces = createEvidence({ store, clock, files, labs, links });

  /** Progress of every target that was ever touched, also of paths that are not followed now. */
  function list(): TargetProgress[] {
    const evidence = Map.groupBy(store.evidence(), (row) => row.targetId);
    const states = new Map(store.states().map((row) => [row.targetId, row]));
    const latest = new Map(
      store.latestChanges().map(({ targetId, id, kind, at }) => [targetId, { id, kind, at }]),
    );
    return [...new Set([...states.keys(), ...evidence.keys()])].map((targetId) => ({
      ...(states.get(targetId) ?? changes.stateOf(targetId)),
      evidence: evidence.get(targetId) ?? [],
      latestChange: latest.get(targetId) ?? null,
    }));
  }

  function assertKnown(targetId: string): void {
    const known = curriculum
      .get()
      .paths.some((path) => path.phases.some((phase) => phase.targets.some((t) => t.id === targetId)));
    if (!known) {
      throw new AppError('not_found', `There is no target "${targetId}".`, {
        hint: 'The roadmap lists the targets of every path with their ids.',
      });
    }
  }

  function get(targetId: string): TargetProgress {
    const found = list().find((row) => row.targetId === targetId);
    return found ?? { ...changes.stateOf(targetId), evidence: [], latestChange: null };
  }

  /** Adds a piece to a target, which is in work from then on. */
  function add(piece: Evidence): Evidence {
    changes.record(piece.targetId, 'evidence-add', () => {
      store.addEvidence(piece);
      const state = changes.stateOf(piece.targetId);
      if (state.status === 'open') store.setState({ ...state, status: 'doing', changedAt: clock.now() });
    });
    events.changed('plan');
    return piece;
  }

  async function lookUpTitle(id: string): Promise<boolean> {
    const found = await pieces.lookUpTitle(id);
    if (found) events.changed('plan');
    return found;
  }

  return {
    list,
    get,

    /** A target is done on the day given, or today; reopening clears the day and keeps the evidence. */
    setStatus(input: { targetId: string; status: Status; doneOn?: string | undefined }): TargetProgress {
      const { targetId, status } = input;
      assertKnown(targetId);
      const doneOn = status === 'done' ? (input.doneOn ?? practice.today()) : null;
      if (doneOn !== null && doneOn > practice.today()) {
        throw new AppError('bad_input', 'A target cannot be done on a day to come.', {
          hint: 'Give today or an earlier date.',
        });
      }
      const before = changes.stateOf(targetId);
      changes.record(targetId, kindOf(before.status, status), () =>
        store.setState({ ...before, status, doneOn, changedAt: clock.now() }),
      );
      events.changed('plan');
      return get(targetId);
    },

    /** The person's own words about a target; empty removes them. */
    setNote({ targetId, note }: { targetId: string; note: string }): TargetProgress {
      assertKnown(targetId);
      changes.record(targetId, 'note', () =>
        store.setState({ ...changes.stateOf(targetId), note, changedAt: clock.now() }),
      );
      events.changed('plan');
      return get(targetId);
    },

    /** Adds a piece of evidence; a file or report by its path. The title of a link's page is not waited for. */
    async addEvidence(input: AddEvidence): Promise<Evidence> {
      assertKnown(input.targetId);
      const piece = add(await pieces.prepare(input));
      if (piece.kind === 'link' && links.isOn()) {
        lookUpTitle(piece.id).catch((error: unknown) =>
          log.error('the title of a link was not kept', { reason: String(error) }),
        );
      }
      return piece;
    },

    /** Adds a file that came through the window, of at most 5 MB. */
    async addFile(input: { targetId: string; kind: FileKind; name: string; bytes: Uint8Array }) {
      assertKnown(input.targetId);
      return add(await pieces.fromFile(input.kind, input.targetId, input));
    },

    /** Asks the page of a link for its title again. @returns whether there is one */
    lookUpTitle,

    fileState: (id: string): Promise<FileState> => pieces.fileState(id),
    readFile: pieces.readFile,

    /** Sets a piece aside; `undo` brings it back. */
    removeEvidence(id: string): TargetProgress {
      const { targetId } = pieces.pieceOf(id);
      changes.record(targetId, 'evidence-remove', () => store.setEvidenceDeleted(id, true, clock.now()));
      events.changed('plan');
      return get(targetId);
    },

    /** Takes the newest change of a target back. @throws AppError when it is not the newest any more */
    undo(changeId: string): TargetProgress {
      const targetId = changes.undo(changeId);
      events.changed('plan');
      return get(targetId);
    },
  };
}

function kindOf(before: Status, after: Status): 'done' | 'reopen' | 'day' | 'state' {
  if (after === 'done') return before === 'done' ? 'day' : 'done';
  return before === 'done' ? 'reopen' : 'state';
}

export type TargetService = ReturnType<typeof createTargetService>;
