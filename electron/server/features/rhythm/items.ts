import { AppError } from '../../../shared/errors.ts';
import { newId } from '../../../shared/ids.ts';
import type { RhythmItem } from '../../../shared/curriculum.ts';
import type { AddItem, ChangeItem, ItemRow, PersonalItem } from '../../../shared/rhythm.ts';
import type { Clock } from '../../deps.ts';
import type { CurriculumService } from '../curriculum/service.ts';
import type { RhythmStore } from './store.ts';

interface Deps {
  store: RhythmStore;
  clock: Clock;
  curriculum: CurriculumService;
}

/** Leaves out what is null, as the curriculum leaves out what it does not say. */
function given<T extends object>(fields: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== '')) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}

function ownItem(row: ItemRow): PersonalItem {
  const { id, title, detail, cadence, weekday, time, minutes, active, remind } = row;
  return {
    id,
    title: title ?? id,
    cadence: cadence ?? 'weekly',
    optional: false,
    ...given({ detail, weekday, time, minutes }),
    own: true,
    changed: false,
    active,
    remind,
    changedAt: row.updatedAt,
  };
}

function shippedItem(item: RhythmItem, row: ItemRow | undefined): PersonalItem {
  const kept = { ...item, own: false, changed: false, active: true, remind: true, changedAt: 0 };
  if (!row) return kept;
  const { weekday: _, time: __, minutes: ___, ...rest } = kept;
  const { weekday, time, minutes, active, remind, updatedAt } = row;
  return {
    ...rest,
    ...given({ weekday, time, minutes }),
    changed: true,
    active,
    remind,
    changedAt: updatedAt,
  };
}

/** The row that holds an item as it is now. */
function rowOf(item: PersonalItem, at: { createdAt: number; now: number }): ItemRow {
  const { own, active, remind } = item;
  return {
    id: item.id,
    own,
    title: own ? item.title : null,
    detail: own ? (item.detail ?? '') : null,
    cadence: own ? item.cadence : null,
    weekday: item.weekday ?? null,
    time: item.time ?? null,
    minutes: item.minutes ?? null,
    active,
    remind,
    createdAt: at.createdAt,
    updatedAt: at.now,
    deletedAt: null,
  };
}

/** @throws AppError `bad_input` for words of the curriculum, or a time for what has no day */
function assertChangeable(item: PersonalItem, { title, detail, weekday, time }: ChangeItem): void {
  if (!item.own && (title !== undefined || detail !== undefined)) {
    throw new AppError('bad_input', 'The words of this item belong to the curriculum.', {
      hint: 'Turn it off and add an item of your own instead.',
    });
  }
  if (item.cadence !== 'weekday' && (weekday ?? time ?? null) !== null) {
    throw new AppError('bad_input', 'Only an item of a weekday has a day and a time.', {
      hint: 'Move it to a day of its period instead.',
    });
  }
}

/** The curriculum's items with the person's changes over them, and the items of their own. */
export function createItems({ store, clock, curriculum }: Deps) {
  function all(): PersonalItem[] {
    const rows = store.items().filter((row) => row.deletedAt === null);
    const changes = new Map(rows.filter((row) => !row.own).map((row) => [row.id, row]));
    return [
      ...curriculum.get().rhythm.map((item) => shippedItem(item, changes.get(item.id))),
      ...rows.filter((row) => row.own).map((row) => ownItem(row)),
    ];
  }

  function get(id: string): PersonalItem {
    const item = all().find((one) => one.id === id);
    if (item) return item;
    throw new AppError('not_found', `There is no rhythm item "${id}".`, {
      hint: 'It may have been removed; reload the page. `cairn rhythm --json` lists the ids.',
    });
  }

  return {
    all,
    get,

    add(input: AddItem): PersonalItem {
      const id = `own-${newId(clock.now())}`;
      const { detail, ...rest } = input;
      const now = clock.now();
      const shared = { active: true, remind: true, createdAt: now, updatedAt: now, deletedAt: null };
      store.putItem({ id, own: true, detail, ...rest, ...shared });
      return get(id);
    },

    /** Keeps the change over the curriculum's item, or in the item of the person's own. */
    change(input: ChangeItem): PersonalItem {
      const item = get(input.id);
      assertChangeable(item, input);
      const { id, weekday, ...rest } = input;
      const stored = store.items().find((row) => row.id === id);
      const set = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      store.putItem({
        ...rowOf(item, { createdAt: stored?.createdAt ?? clock.now(), now: clock.now() }),
        // An item of a weekday keeps one.
        ...(weekday ? { weekday } : {}),
        ...set,
      });
      return get(item.id);
    },

    /** Removes an item of one's own, or takes back all changes to one of the curriculum; `restore` undoes that. */
    remove(id: string, restore: boolean): void {
      const row = store.items().find((one) => one.id === id && (one.deletedAt !== null) === restore);
      if (!row) {
        throw new AppError('not_found', 'There is nothing of yours to take back here.', {
          hint: 'Reload the page. An item of the curriculum can be turned off instead.',
        });
      }
      const now = clock.now();
      store.putItem({ ...row, updatedAt: now, deletedAt: restore ? null : now });
    },
  };
}
