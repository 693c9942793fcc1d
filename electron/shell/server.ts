import { app, dialog } from 'electron';
import { connect, launchToken, type StartedServer } from './connect.ts';
import type { Places } from './places.ts';
import { createSocketPaths } from './socket-path.ts';
import { superviseServer } from './supervise.ts';
import type { UpstreamSlot } from './upstream.ts';
import type { MainWindow } from './window.ts';

interface Setup {
  places: Places;
  dataDir: string;
  slot: UpstreamSlot;
  window: MainWindow;
}

/** Runs the server for as long as the app lives, and the window on it. */
export function setupServer({ places, dataDir, slot, window }: Setup): void {
  let server: StartedServer | null = null;
  /** Of the server that runs when the page asks, which may be a later one than when the window was made. */
  const token = async (): Promise<string> => {
    if (!server) throw new Error('there is no server yet');
    return launchToken(server);
  };
  const show = (): void => {
    if (server) window.open(token).catch(report);
  };
  const supervisor = superviseServer({
    ...places,
    dataDir,
    env: serverEnvironment(),
    sockets: createSocketPaths(process.platform),
    onReady(started) {
      server = started;
      connect(started)
        .then((upstream) => {
          slot.set(upstream);
          return window.mend(token);
        })
        .catch(report);
    },
    onLost: () => slot.set(null),
    onShow: show,
    onAlreadyRunning: () => app.quit(),
    onGiveUp(reason) {
      dialog.showErrorBox(
        'Cairn could not start',
        reason || 'The server ended without a word. See the log in the data folder.',
      );
      app.exit(1);
    },
  });
  app.on('second-instance', show);
  app.on('activate', show);
  stopBeforeQuit(() => supervisor.stop());
}

/** A server that dies while the shell connects is started again; only the attempt is worth a line. */
function report(error: unknown): void {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
}

function serverEnvironment(): NodeJS.ProcessEnv {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return env;
}

function stopBeforeQuit(stop: () => Promise<void>): void {
  let stopped = false;
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void stop().finally(() => {
      stopped = true;
      app.quit();
    });
  });
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
}
