import { z } from 'zod';
import { rowId } from '../../../shared/ids.ts';
import {
  acted,
  bulkChange,
  historyEntry,
  historyInput,
  historyPage,
  mergeInput,
  overlap,
  selection,
  splitInput,
  trimInput,
  undoStack,
} from '../../../shared/practice-changes.ts';
import {
  dayTotal,
  instant,
  listInput,
  localDate,
  logInput,
  practiceSession,
  sessionFilter,
  updateInput,
} from '../../../shared/practice.ts';
import { procedure, router } from '../../trpc.ts';

const changed = z.object({ session: practiceSession, changeId: rowId });
const turned = historyEntry.omit({ changes: true, canTurn: true });
const id = z.object({ id: rowId });
const stretch = z.object({ startedAt: instant, endedAt: instant, id: rowId.optional() });

export const practiceRouter = router({
  list: procedure
    .input(listInput)
    .output(z.array(practiceSession))
    .query(({ ctx, input }) => ctx.services.practice.list(input)),
  page: procedure
    .input(listInput)
    .output(z.object({ sessions: z.array(practiceSession), overlapping: z.array(rowId) }))
    .query(({ ctx, input }) => ctx.services.practice.page(input)),
  sum: procedure
    .input(sessionFilter)
    .output(z.object({ sessions: z.int(), seconds: z.int() }))
    .query(({ ctx, input }) => ctx.services.practice.sum(input)),
  log: procedure
    .input(logInput)
    .output(changed)
    .mutation(({ ctx, input }) => ctx.services.practice.log(input)),
  update: procedure
    .input(updateInput)
    .output(changed)
    .mutation(({ ctx, input }) => ctx.services.practice.update(input)),
  remove: procedure
    .input(id)
    .output(changed)
    .mutation(({ ctx, input }) => ctx.services.practice.remove(input.id)),
  split: procedure
    .input(splitInput)
    .output(acted.extend({ ids: z.array(rowId) }))
    .mutation(({ ctx, input }) => ctx.services.practice.split(input)),
  merge: procedure
    .input(mergeInput)
    .output(acted.extend({ id: rowId }))
    .mutation(({ ctx, input }) => ctx.services.practice.merge(input)),
  trim: procedure
    .input(trimInput)
    .output(acted)
    .mutation(({ ctx, input }) => ctx.services.practice.trim(input)),
  bulk: procedure
    .input(z.object({ selection, change: bulkChange }))
    .output(acted)
    .mutation(({ ctx, input }) => ctx.services.practice.bulk(input.selection, input.change)),
  removeAll: procedure
    .input(z.object({ selection }))
    .output(acted)
    .mutation(({ ctx, input }) => ctx.services.practice.removeAll(input.selection)),
  undo: procedure
    .input(z.object({ changeId: rowId }))
    .output(turned)
    .mutation(({ ctx, input }) => ctx.services.practice.undo(input.changeId)),
  redo: procedure
    .input(z.object({ changeId: rowId }))
    .output(turned)
    .mutation(({ ctx, input }) => ctx.services.practice.redo(input.changeId)),
  undoStack: procedure.output(undoStack).query(({ ctx }) => ctx.services.practice.undoStack()),
  history: procedure
    .input(historyInput)
    .output(historyPage)
    .query(({ ctx, input }) => ctx.services.practice.history(input)),
  overlaps: procedure
    .input(z.object({ all: z.boolean().default(false) }))
    .output(z.array(overlap))
    .query(({ ctx, input }) => ctx.services.practice.overlaps(input)),
  overlapsOf: procedure
    .input(stretch)
    .output(z.array(practiceSession))
    .query(({ ctx, input }) => ctx.services.practice.overlapsOf(input)),
  keepOverlap: procedure
    .input(z.object({ ids: z.tuple([rowId, rowId]), kept: z.boolean() }))
    .mutation(({ ctx, input }) => ctx.services.practice.keepOverlap(input)),
  heatmap: procedure
    .input(z.object({ from: localDate, to: localDate }))
    .output(z.object({ days: z.array(dayTotal), years: z.array(z.int()), today: localDate }))
    .query(({ ctx: { services }, input }) => ({
      days: services.practice.days(input.from, input.to),
      years: services.practice.years(),
      today: services.practice.today(),
    })),
  totals: procedure
    .output(z.object({ today: z.int(), week: z.int(), all: z.int() }).describe('seconds'))
    .query(({ ctx }) => ctx.services.practice.totals()),
});
