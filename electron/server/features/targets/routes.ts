import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { MAX_KEPT_BYTES } from '../../../shared/evidence.ts';
import { slug } from '../../../shared/ids.ts';
import type { Sessions } from '../../http/sessions.ts';
import type { Services } from '../../services.ts';
import { tooLargeToKeep } from './files.ts';

const upload = z.object({
  targetId: slug,
  kind: z.enum(['file', 'eval-report']),
  name: z.string().min(1).max(255),
});

/**
 * `POST /evidence?targetId=ID&kind=file|eval-report&name=FILE` hands a file in, `GET /evidence/ID` gives the kept
 * copy. Plain HTTP, because a file may be larger than a call.
 */
export function evidenceRoutes(services: Services, sessions: Sessions): Hono {
  const routes = new Hono();
  routes.post(
    '/evidence',
    sessions.require(),
    bodyLimit({
      maxSize: MAX_KEPT_BYTES,
      onError: (c) => {
        throw tooLargeToKeep(c.req.query('name') ?? 'That file');
      },
    }),
    async (c) => {
      const about = upload.safeParse(c.req.query());
      if (!about.success) {
        throw new AppError('bad_input', 'The file was not added: its name or its target is missing.', {
          hint: 'Add it in the dialog of a target.',
        });
      }
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      services.assertInPlace();
      return c.json(await services.targets.addFile({ ...about.data, bytes }));
    },
  );
  routes.get('/evidence/:id', sessions.require(), async (c) => {
    const { name, bytes } = await services.targets.readFile(c.req.param('id'));
    return new Response(new Uint8Array(bytes), {
      headers: {
        // Never as what it claims to be: a page among the files must not run as one of Cairn's.
        'content-type': 'application/octet-stream',
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
        'cache-control': 'no-store',
      },
    });
  });
  return routes;
}
