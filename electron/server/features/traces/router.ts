import { z } from 'zod';
import { rowId } from '../../../shared/ids.ts';
import {
  otlpInput,
  otlpStatus,
  otlpTest,
  spendLine,
  traceChoices,
  traceCursor,
  traceFilter,
  traceGroup,
  tracePage,
  traceRetention,
  traceTotals,
  traceView,
  waterfall,
  waterfallInput,
} from '../../../shared/traces.ts';
import { procedure, router } from '../../trpc.ts';

const limit = z.int().min(1).max(500).default(100);

export const tracesRouter = router({
  page: procedure
    .input(z.object({ filter: traceFilter.default({}), after: traceCursor.optional(), limit }))
    .output(tracePage)
    .query(({ ctx, input: { filter, ...page } }) => ctx.services.traces.page(filter, page)),
  totals: procedure
    .input(traceFilter)
    .output(traceTotals)
    .query(({ ctx, input }) => ctx.services.traces.totals(input)),
  groups: procedure
    .input(
      z.object({
        by: z.enum(['run', 'conversation']),
        filter: traceFilter.default({}),
        after: traceCursor.optional(),
        limit,
      }),
    )
    .output(z.array(traceGroup))
    .query(({ ctx, input: { by, filter, ...page } }) => ctx.services.traces.groups(by, filter, page)),
  choices: procedure.output(traceChoices).query(({ ctx }) => ctx.services.traces.choices()),
  detail: procedure
    .input(z.object({ id: rowId }))
    .output(traceView)
    .query(({ ctx, input }) => ctx.services.traces.call(input.id)),
  waterfall: procedure
    .input(waterfallInput)
    .output(waterfall)
    .query(({ ctx, input }) => ctx.services.traces.waterfall(input)),
  export: procedure
    .input(z.object({ filter: traceFilter.default({}), format: z.enum(['json', 'otlp-json']) }))
    .output(z.object({ name: z.string(), text: z.string() }))
    .query(({ ctx, input }) => ctx.services.traces.export(input.filter, input.format)),
  spend: procedure
    .input(z.object({ days: z.int().min(1).max(3660) }))
    .output(z.array(spendLine))
    .query(({ ctx, input }) => ctx.services.traces.spend(input.days)),
  otlp: procedure.output(otlpStatus).query(({ ctx }) => ctx.services.traces.otlp()),
  setOtlp: procedure
    .input(otlpInput)
    .output(otlpStatus)
    .mutation(({ ctx, input }) => ctx.services.traces.setOtlp(input)),
  removeOtlp: procedure.output(otlpStatus).mutation(({ ctx }) => ctx.services.traces.removeOtlp()),
  testOtlp: procedure.output(otlpTest).mutation(({ ctx }) => ctx.services.traces.testOtlp()),
  retention: procedure.output(traceRetention).query(({ ctx }) => ctx.services.traces.retention()),
  setRetention: procedure
    .input(traceRetention)
    .output(traceRetention.extend({ dropped: z.int() }))
    .mutation(({ ctx, input }) => ctx.services.traces.setRetention(input)),
});
