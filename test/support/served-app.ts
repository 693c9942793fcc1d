import { createApp } from '../../electron/server/app.ts';
import { createSessions } from '../../electron/server/http/sessions.ts';
import { serveHttp } from '../../electron/host/serve.ts';
import { createTestApp, type TestApp, type TestAppOptions } from './app.ts';

export interface ServedApp extends TestApp {
  /** `http://127.0.0.1:PORT`. */
  url: string;
  /** A new one-time launch address, for one more window. */
  launchUrl(): string;
}

/** The whole app over loopback in this process, for a real browser on a clock that the test moves. */
export async function serveTestApp(options: TestAppOptions = {}): Promise<ServedApp> {
  const inner = await createTestApp(options);
  const sessions = createSessions();
  let url = '';
  const app = createApp({ services: inner.services, sessions, origins: () => [url] });
  const server = await serveHttp({ fetch: app.fetch, listen: { port: 0 } });
  ({ url } = server);
  return {
    ...inner,
    url,
    launchUrl: () => `${url}/#launch=${sessions.launchToken()}`,
    async close() {
      await app.close();
      await server.close();
      await inner.close();
    },
  };
}
