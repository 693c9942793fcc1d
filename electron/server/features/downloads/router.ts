import { z } from 'zod';
import { download, downloads, startDownloadInput } from '../../../shared/downloads.ts';
import { rowId } from '../../../shared/ids.ts';
import { procedure, router } from '../../trpc.ts';

const byId = z.object({ id: rowId });

export const downloadsRouter = router({
  list: procedure.output(downloads).query(({ ctx }) => ctx.services.downloads.list()),
  start: procedure
    .input(startDownloadInput)
    .output(download)
    .mutation(({ ctx, input }) => ctx.services.downloads.start(input)),
  pause: procedure
    .input(byId)
    .output(download)
    .mutation(({ ctx, input }) => ctx.services.downloads.pause(input.id)),
  resume: procedure
    .input(byId)
    .output(download)
    .mutation(({ ctx, input }) => ctx.services.downloads.resume(input.id)),
  remove: procedure.input(byId).mutation(({ ctx, input }) => ctx.services.downloads.remove(input.id)),
});
