import type { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import type {
  AddedReading,
  addReadingInput,
  ChangeReading,
  Reading,
  ReadingStatus,
} from '../../../shared/reading.ts';
import { guessKind, guessTitle, KIND_OF_RESOURCE, urlKey } from '../../../shared/reading-url.ts';
import type { Db } from '../../db/connection.ts';
import type { Clock } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { PracticeService } from '../practice/service.ts';
import { createReadingStore, type ReadingRow } from './store.ts';

interface Deps {
  db: Db;
  clock: Clock;
  events: EventBus;
  curriculum: CurriculumService;
  practice: PracticeService;
}

export function createReadingService({ db, clock, events, curriculum, practice }: Deps) {
  const store = createReadingStore(db);
  const changed = (): void => events.changed('rhythm');

  function need<T>(found: T | undefined): T {
    if (found !== undefined) return found;
    throw new AppError('not_found', 'That entry of the reading log is not there any more.', {
      hint: 'It may have been deleted; reload the list.',
    });
  }

  function resourceOf(id: string | undefined) {
    if (id === undefined) return undefined;
    const found = curriculum.get().resources.find((one) => one.id === id);
    if (found) return found;
    throw new AppError('not_found', `There is no resource "${id}".`, {
      hint: 'Reload the page: the curriculum may have changed.',
    });
  }

  /** The days that a status brings: read implies begun, and want means not begun. */
  function datesFor(status: ReadingStatus, row: Pick<ReadingRow, 'startedOn' | 'finishedOn'>) {
    const today = practice.today();
    if (status === 'want') return { startedOn: null, finishedOn: null };
    if (status === 'reading') return { startedOn: row.startedOn ?? today, finishedOn: null };
    return { startedOn: row.startedOn ?? today, finishedOn: row.finishedOn ?? today };
  }

  return {
    list: (): Reading[] => store.all(),

    /** Adds an entry; one that is there already is given back instead of a second one. */
    add(input: z.infer<typeof addReadingInput>): AddedReading {
      const resource = resourceOf(input.resourceId);
      const url = input.url ?? resource?.url ?? null;
      const title = input.title ?? resource?.title ?? guessTitle(url!);
      const key = url === null ? null : urlKey(url);
      const twin = store.twin({ id: null, urlKey: key, resourceId: resource?.id ?? null, title });
      if (twin) return { outcome: 'duplicate', item: twin };
      const now = clock.now();
      const row: ReadingRow = {
        id: newId(now),
        title,
        url,
        urlKey: key,
        kind: input.kind ?? (resource ? KIND_OF_RESOURCE[resource.kind] : url ? guessKind(url) : 'post'),
        status: input.status,
        minutes: 0,
        takeaways: '',
        resourceId: resource?.id ?? null,
        ...datesFor(input.status, { startedOn: null, finishedOn: null }),
        createdAt: now,
        updatedAt: now,
      };
      store.insert(row);
      changed();
      return { outcome: 'added', item: need(store.find(row.id)) };
    },

    /** Changes an entry. An address that another entry has is refused, and names it. */
    change({ id, ...fields }: ChangeReading): { item: Reading; before: ChangeReading } {
      const row = need(store.row(id));
      const given = Object.fromEntries(
        Object.entries(fields).filter(([, value]) => value !== undefined),
      ) as Partial<ReadingRow>;
      const next = { ...row, ...given };
      const key = next.url === null ? null : urlKey(next.url);
      const twin =
        key !== row.urlKey && key ? store.twin({ ...next, resourceId: null, urlKey: key }) : undefined;
      if (twin) {
        throw new AppError('conflict', `"${twin.title}" has that address already.`, {
          hint: 'Open that entry instead, or delete it first.',
        });
      }
      store.update({
        ...next,
        urlKey: key,
        ...(given.status && given.status !== row.status ? datesFor(given.status, row) : {}),
        updatedAt: Math.max(clock.now(), row.updatedAt),
      });
      changed();
      const { title, url, kind, status, minutes, takeaways } = row;
      const before = { id, title, url, kind, status, minutes, takeaways };
      return { item: need(store.find(id)), before };
    },

    /** Counts a practice session as time on an entry, or takes that back. */
    link({ id, sessionId, linked }: { id: string; sessionId: string; linked: boolean }): Reading {
      need(store.row(id));
      if (linked) {
        if (!store.hasSession(sessionId)) {
          throw new AppError('not_found', 'That session is not there any more.', {
            hint: 'Choose another one, or write the minutes by hand.',
          });
        }
        store.link(id, sessionId, clock.now());
      } else store.unlink(id, sessionId, clock.now());
      changed();
      return need(store.find(id));
    },

    /** Deletes an entry, or with `restore` brings it back. */
    remove({ id, restore }: { id: string; restore: boolean }): void {
      if (!restore) need(store.row(id));
      if (!store.setDeleted(id, restore ? null : clock.now(), clock.now())) need(undefined);
      changed();
    },
  };
}

export type ReadingService = ReturnType<typeof createReadingService>;
