import { settings, settingsPatch } from '../../../shared/settings.ts';
import { procedure, router } from '../../trpc.ts';

export const settingsRouter = router({
  get: procedure.output(settings).query(({ ctx }) => ctx.services.settings.get()),
  set: procedure
    .input(settingsPatch)
    .output(settings)
    .mutation(({ ctx, input }) => ctx.services.settings.set(input)),
});
