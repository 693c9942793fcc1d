import { keyStore, newPassphrase, unlockInput, unlockResult } from '../../../shared/keys.ts';
import { procedure, router } from '../../trpc.ts';

/** Where keys are kept. No call here takes or gives a key. */
export const keysRouter = router({
  store: procedure.output(keyStore).query(({ ctx }) => ctx.services.keys.store()),
  turnOnFile: procedure
    .input(newPassphrase)
    .output(keyStore)
    .mutation(({ ctx, input }) => ctx.services.keys.turnOnFile(input.passphrase)),
  unlock: procedure
    .input(unlockInput)
    .output(unlockResult)
    .mutation(async ({ ctx, input }) => {
      const isOpen = await ctx.services.keys.unlock(input.passphrase);
      return {
        status: isOpen ? ('open' as const) : ('wrong-passphrase' as const),
        store: ctx.services.keys.store(),
      };
    }),
  turnOffFile: procedure.output(keyStore).mutation(({ ctx }) => ctx.services.keys.turnOffFile()),
});
