import { createApp } from '../server/app.ts';
import { startBackground } from '../server/background.ts';
import { createSessions } from '../server/http/sessions.ts';
import { newControlToken, withControl } from './control.ts';
import type { InstanceInfo, InstanceLock } from './instance.ts';
import { openServices } from './open-services.ts';
import { serveHttp } from './serve.ts';
import { sessionFile } from './session-file.ts';
import { serveOnUsualPort } from './usual-port.ts';

export interface ServerInputs {
  dataDir: string;
  lock: InstanceLock;
  listen: { port: number } | { socket: string };
  env: NodeJS.ProcessEnv;
  /** Brings the desktop window to the front; absent when there is none. */
  show?: () => void;
}

export interface RunningServer {
  instance: InstanceInfo;
  /** An address that opens one window. */
  launchUrl(): string;
  /** Ends streams, lab runs, model processes, then the database and the folder's lock. */
  close(): Promise<void>;
}

/** The origin of the desktop window (a custom scheme; nothing on the web can have it). */
export const DESKTOP_ORIGIN = 'cairn://app';

/** Starts the whole server on a folder whose lock is held. On failure everything opened is closed again. */
export async function startServer(inputs: ServerInputs): Promise<RunningServer> {
  const { dataDir, lock, listen, env, show } = inputs;
  const opened = await openServices(dataDir, env, true);
  process.on('uncaughtExceptionMonitor', (error) => opened.log.error('crashed', { error }));
  try {
    const sessions = createSessions(sessionFile(dataDir));
    const origins: string[] = 'socket' in listen ? [DESKTOP_ORIGIN] : [];
    const app = createApp({ services: opened.services, sessions, origins: () => origins });
    const control = newControlToken();
    const fetch = withControl(app.fetch, {
      token: control,
      answer(action, runId) {
        const { gateway } = opened.services.models;
        if (action === 'stop-run') gateway.closeRun(runId);
        if (action === 'stop-run' || action === 'runs') return { runs: gateway.openRuns() };
        if (action === 'open') show?.();
        return { launch: sessions.launchToken(), shown: action === 'open' && show !== undefined };
      },
    });
    const isAnyPort = 'port' in listen && listen.port === 0;
    const http = isAnyPort ? await serveOnUsualPort(dataDir, fetch) : await serveHttp({ fetch, listen });
    if (http.port !== null) origins.push(http.url, `http://localhost:${http.port}`);
    const stopBackground = startBackground(opened.services);
    const socket = 'socket' in listen ? listen.socket : null;
    const instance = { pid: process.pid, url: socket ? null : http.url, socket, control };
    lock.publish(instance);
    opened.log.info('started', { pid: process.pid, on: socket ? 'socket' : http.url, node: process.version });
    return {
      instance,
      launchUrl: () => `${http.url}/#launch=${sessions.launchToken()}`,
      async close() {
        stopBackground();
        // Streams first: the listener cannot close while a window still reads one.
        await app.close();
        await http.close();
        opened.log.info('stopped');
        await opened.close();
        lock.release();
      },
    };
  } catch (error) {
    await opened.close();
    throw error;
  }
}
