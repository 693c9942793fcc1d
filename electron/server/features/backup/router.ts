import { z } from 'zod';
import { backup, backupList, restoreResult, storeNotice } from '../../../shared/backup.ts';
import { procedure, router } from '../../trpc.ts';

export const backupRouter = router({
  list: procedure.output(backupList).query(({ ctx }) => ctx.services.backup.list()),
  make: procedure.output(backup).mutation(({ ctx }) => ctx.services.backup.make()),
  restore: procedure
    .input(z.object({ name: z.string().max(100) }))
    .output(restoreResult)
    .mutation(({ ctx, input }) => ctx.services.backup.restore(input.name)),
  damaged: procedure.output(storeNotice.nullable()).query(({ ctx }) => ctx.services.backup.notice()),
});
