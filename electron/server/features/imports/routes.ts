import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError } from '../../../shared/errors.ts';
import { MAX_IMPORT_BYTES } from '../../../shared/export-format.ts';
import type { Sessions } from '../../http/sessions.ts';
import type { Services } from '../../services.ts';

/**
 * `POST /imports?name=FILE` hands a file in, `GET /imports/FILE/skipped.csv` gives all rows that its last look skipped.
 * Plain HTTP, because a file may be far larger than a call.
 */
export function importRoutes(services: Services, sessions: Sessions): Hono {
  const routes = new Hono();
  routes.post(
    '/imports',
    sessions.require(),
    bodyLimit({
      maxSize: MAX_IMPORT_BYTES,
      onError: () => {
        throw new AppError('too_large', `That file is larger than ${MAX_IMPORT_BYTES / 1024 / 1024} MB.`, {
          hint: 'Nothing was imported. Export a shorter time, and import the parts one after the other.',
        });
      },
    }),
    async (c) => {
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      return c.json(await services.imports.receive(c.req.query('name') ?? 'file', bytes));
    },
  );
  routes.get('/imports/:file/skipped.csv', sessions.require(), async (c) => {
    const content = await readFile(services.imports.skippedFile(c.req.param('file'))).catch(() => null);
    if (content === null)
      throw new AppError('not_found', 'There is no list of skipped rows.', {
        hint: 'Look at the file first.',
      });
    return new Response(content, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="skipped-rows.csv"',
        'cache-control': 'no-store',
      },
    });
  });
  return routes;
}
