import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { EXPORT_FORMATS, MAX_IMPORT_BYTES } from '../../../shared/export-format.ts';
import type { Sessions } from '../../http/sessions.ts';
import type { Services } from '../../services.ts';
import { tooLarge } from './read-file.ts';

const TYPES = {
  json: 'application/json',
  csv: 'text/csv; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
};

/**
 * `GET /export/cairn.json|csv|ics` (`?calls=1` adds the ledger) and `POST /import` (`?dryRun=1` only looks). Plain
 * HTTP, because a file is streamed and may be far larger than a call.
 */
export function exportRoutes(services: Services, sessions: Sessions): Hono {
  const routes = new Hono();
  for (const format of EXPORT_FORMATS) {
    routes.get(`/export/cairn.${format}`, sessions.require(), (c) => {
      const pieces = services.exports.write(format, { calls: c.req.query('calls') === '1' });
      return new Response(streamOf(pieces), {
        headers: {
          'content-type': TYPES[format],
          'content-disposition': `attachment; filename="cairn-${services.practice.today()}.${format}"`,
          'cache-control': 'no-store',
        },
      });
    });
  }
  routes.post(
    '/import',
    sessions.require(),
    bodyLimit({
      maxSize: MAX_IMPORT_BYTES,
      onError: () => {
        throw tooLarge();
      },
    }),
    async (c) => {
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      services.assertInPlace();
      return c.json(await services.exports.read(bytes, { dryRun: c.req.query('dryRun') === '1' }));
    },
  );
  return routes;
}

/** A piece is read when the one before was taken; a reader that leaves ends the export. */
function streamOf(pieces: Generator<Uint8Array<ArrayBuffer>, void>): ReadableStream<Uint8Array<ArrayBuffer>> {
  return new ReadableStream(
    {
      pull(controller) {
        const { done, value } = pieces.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: () => void pieces.return(),
    },
    { highWaterMark: 0 },
  );
}
