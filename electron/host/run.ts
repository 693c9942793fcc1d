import { homedir } from 'node:os';
import { hasDisplay, openBrowser, type BrowserInputs } from './browser-window.ts';
import { prepareDataDir, resolveDataDir } from './data-dir.ts';
import { runDesktop } from './desktop.ts';
import { firstOrSecond } from './first-or-second.ts';
import type { HostOptions } from './options.ts';
import { electronBinary } from './paths.ts';
import { startServer } from './server-process.ts';
import { listenForStop } from './stopping.ts';

/** A graceful end takes this long at most; then the process goes as it is. SQLite survives that. */
const STOP_WITHIN_MS = 3000;

/**
 * Runs Cairn until it is asked to end.
 * @returns the exit code
 * @throws AppError for what the person can put right (a taken port, an unusable folder)
 */
export async function run(options: HostOptions): Promise<number> {
  const stopping = listenForStop(() => process.exit(1));
  const { env, platform } = process;
  const browser: BrowserInputs = { env, platform, isRoot: process.getuid?.() === 0 };
  const dataDir = resolveDataDir({ flag: options.dataDir, env, platform, home: homedir() });
  prepareDataDir(dataDir);
  if (wantsDesktop(options, browser)) return runDesktop(dataDir, stopping);

  const opens = options.open && options.host !== 'none' && hasDisplay(browser);
  const place = await firstOrSecond(dataDir);
  if ('second' in place) {
    const url = place.second.url && `${place.second.url}/#launch=${place.reply.launch}`;
    announceSecond(options, url);
    if (url && opens) openBrowser(url, browser);
    return 0;
  }

  const server = await startServer({
    dataDir,
    lock: place.first,
    listen: options.socket === undefined ? { port: options.port } : { socket: options.socket },
    env,
    ...(options.socket === undefined ? {} : { show: () => tellShell({ type: 'show' }) }),
  });
  if (options.socket === undefined) {
    const url = server.launchUrl();
    process.stdout.write(`Cairn is ready at ${url}\n`);
    if (opens) openBrowser(url, browser);
  } else {
    tellShell({ type: 'ready', control: server.instance.control });
  }
  await stopping.wish;
  setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref();
  await server.close();
  return 0;
}

function wantsDesktop({ host, open, socket }: HostOptions, browser: BrowserInputs): boolean {
  if (socket !== undefined) return false;
  if (host !== 'auto') return host === 'electron';
  return open && hasDisplay(browser) && !browser.isRoot && electronBinary(browser.env) !== null;
}

function announceSecond({ socket }: HostOptions, url: string | null): void {
  if (socket !== undefined) return tellShell({ type: 'already-running', url });
  process.stdout.write(url ? `Cairn is ready at ${url}\n` : 'Cairn is already open in its own window.\n');
}

/** One JSON object a line: how the server speaks to the desktop shell that started it. */
function tellShell(message: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
