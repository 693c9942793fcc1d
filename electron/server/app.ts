import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { AppError, HTTP_STATUS, toPublicError } from '../shared/errors.ts';
import { evidenceRoutes } from './features/targets/routes.ts';
import { exportRoutes } from './features/exports/routes.ts';
import { importRoutes } from './features/imports/routes.ts';
import { eventStream } from './http/event-stream.ts';
import { guard } from './http/guard.ts';
import { securityHeaders } from './http/security-headers.ts';
import type { Sessions } from './http/sessions.ts';
import { staticFiles } from './http/static-files.ts';
import { appRouter } from './router.ts';
import type { Services } from './services.ts';
import { storageFault } from './storage-fault.ts';

/** The largest request a window sends: a lab file of 1 MB as JSON, with room for escapes. */
const MAX_BODY = 4 * 1024 * 1024;

export interface AppOptions {
  services: Services;
  sessions: Sessions;
  /** The closed list of origins that are this app; asked at each request, because a port is known late. */
  origins: () => readonly string[];
}

export interface App {
  fetch(request: Request): Promise<Response>;
  close(): Promise<void>;
}

/** Mounts the features behind the guard. Whatever serves it (loopback, socket, a test) calls `fetch`. */
export function createApp({ services, sessions, origins }: AppOptions): App {
  const app = new Hono();
  const streams = eventStream(services.events);

  app.onError((error, c) => {
    if (!(error instanceof AppError))
      services.deps.log.error('request failed', { path: c.req.path, reason: String(error) });
    const body = toPublicError(error instanceof AppError ? error : storageFault(error));
    return c.json({ error: body }, HTTP_STATUS[body.code] as 500);
  });
  app.use(securityHeaders());
  app.use(guard(origins));
  // Before the limit on bodies: an import is larger than any call.
  app.route('/', exportRoutes(services, sessions));
  app.route('/', importRoutes(services, sessions));
  app.route('/', evidenceRoutes(services, sessions));
  app.use(
    bodyLimit({
      maxSize: MAX_BODY,
      onError: () => {
        throw new AppError('too_large', 'That request is larger than 4 MB.', { hint: 'Send less at once.' });
      },
    }),
  );
  app.post('/session', async (c) => c.json({ session: sessions.exchange(await launchToken(c.req.raw)) }));
  app.use('/trpc/*', sessions.require());
  app.use('/events', sessions.require());
  app.on(['GET', 'POST'], '/trpc/*', (c) =>
    fetchRequestHandler({
      endpoint: '/trpc',
      req: c.req.raw,
      router: appRouter,
      createContext: () => ({ services }),
      onError: ({ error, path }) => {
        if (error.code !== 'INTERNAL_SERVER_ERROR') return;
        const { stack, message } = error.cause?.cause instanceof Error ? error.cause.cause : error;
        services.deps.log.error('call failed', { path: path ?? '', reason: stack ?? message });
      },
    }),
  );
  app.get('/events', (c) => streams.open(c.req.raw));
  app.get('*', staticFiles(services.deps.paths.renderer));
  app.notFound(() => {
    throw new AppError('not_found', 'There is nothing at this address for such a request.');
  });

  return {
    fetch: async (request) => app.fetch(request),
    async close() {
      streams.close();
    },
  };
}

async function launchToken(request: Request): Promise<string> {
  const body = (await request.json().catch(() => null)) as { token?: unknown } | null;
  if (typeof body?.token !== 'string') {
    throw new AppError('bad_input', 'A launch token is needed.', {
      hint: 'Open the address that `npm start` prints.',
    });
  }
  return body.token;
}
