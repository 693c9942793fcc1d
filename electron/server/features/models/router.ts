import { z } from 'zod';
import { rowId, slug } from '../../../shared/ids.ts';
import {
  addServerInput,
  connectionTest,
  discovery,
  keyInput,
  modelRef,
  provider,
  providerHealth,
  traceDetail,
  traceSummary,
} from '../../../shared/models.ts';
import { procedure, router } from '../../trpc.ts';

const providers = z.array(provider);

export const modelsRouter = router({
  providers: procedure.output(providers).query(({ ctx }) => ctx.services.models.providers()),
  discover: procedure.output(z.array(discovery)).query(({ ctx }) => ctx.services.models.discover()),
  connectFoundKey: procedure
    .input(z.object({ id: slug }))
    .output(providers)
    .mutation(({ ctx, input }) => ctx.services.models.connectFoundKey(input.id)),
  addServer: procedure
    .input(addServerInput)
    .output(providers)
    .mutation(({ ctx, input }) => ctx.services.models.addServer(input)),
  removeServer: procedure
    .input(z.object({ id: slug }))
    .output(providers)
    .mutation(({ ctx, input }) => ctx.services.models.removeServer(input.id)),
  setAnthropicKey: procedure
    .input(keyInput)
    .output(providers)
    .mutation(({ ctx, input }) => ctx.services.models.setAnthropicKey(input.key)),
  deleteAnthropicKey: procedure
    .output(providers)
    .mutation(({ ctx }) => ctx.services.models.deleteAnthropicKey()),
  test: procedure
    .input(z.object({ model: modelRef }))
    .output(connectionTest)
    .mutation(({ ctx, input }) => ctx.services.models.test(input.model)),
  check: procedure
    .output(z.array(providerHealth))
    .mutation(({ ctx }) => ctx.services.models.checkProviders()),
  default: procedure.output(modelRef).query(({ ctx }) => ctx.services.models.defaultModel()),
  setDefault: procedure
    .input(z.object({ model: modelRef.nullable() }))
    .output(modelRef)
    .mutation(({ ctx, input }) => ctx.services.models.setDefault(input.model)),
  traces: procedure
    .input(z.object({ runId: rowId.optional(), limit: z.int().min(1).max(500).default(100) }))
    .output(z.array(traceSummary))
    .query(({ ctx, input }) => ctx.services.models.traces(input)),
  trace: procedure
    .input(z.object({ id: rowId }))
    .output(traceDetail)
    .query(({ ctx, input }) => ctx.services.models.trace(input.id)),
});
