import path from 'node:path';
import { BrowserWindow, nativeTheme, type WebContents } from 'electron';
import { ORIGIN } from './origin.ts';

export interface MainWindow {
  /** Opens the window, or brings it to the front. `token` is asked for only when a new one is needed. */
  open(token: () => Promise<string>): Promise<void>;
  /** Loads the page again when it died or never came; a page that is well is left alone, and keeps its place. */
  mend(token: () => Promise<string>): Promise<void>;
}

/** A page that dies this often within a minute is not started again. */
const MAX_CRASHES = 3;
const CRASHES_WITHIN_MS = 60_000;
/** A navigation that another one replaced (net::ERR_ABORTED). */
const ABORTED = -3;

/** Painted before the page is, so that a dark desktop does not flash white. */
const BACKGROUND = { light: '#f5f7f8', dark: '#14191d' };

/** Keeps the one window of Cairn. @param preload the file of the preload script */
export function createMainWindow(preload: string): MainWindow {
  let window: BrowserWindow | null = null;
  let wasOpened = false;
  let isBroken = false;

  function create(): BrowserWindow {
    const created = new BrowserWindow({
      width: 1280,
      height: 832,
      minWidth: 400,
      minHeight: 400,
      title: 'Cairn',
      show: false,
      backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
      webPreferences: {
        preload: path.resolve(preload),
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        webviewTag: false,
      },
    });
    created.once('ready-to-show', () => created.show());
    created.on('closed', () => (window = null));
    return created;
  }

  async function load(token: () => Promise<string>): Promise<void> {
    if (!window) return;
    isBroken = false;
    await window.loadURL(`${ORIGIN}/#launch=${await token()}`);
  }

  async function reload(token: () => Promise<string>): Promise<void> {
    // What keeps it from loading now is mended when the server is back.
    await load(token).catch(() => (isBroken = true));
  }

  return {
    async open(token) {
      if (window) {
        if (window.isMinimized()) window.restore();
        window.show();
        window.focus();
        return;
      }
      window = create();
      wasOpened = true;
      watchPage(window.webContents, {
        onState: (broken) => (isBroken = broken),
        onCrash: () => void reload(token),
      });
      await load(token);
    },
    async mend(token) {
      if (!wasOpened) return this.open(token);
      if (isBroken) await load(token);
    },
  };
}

/** Notices that the page is gone (and says so at most a few times), or is an error text instead of Cairn. */
function watchPage(
  page: WebContents,
  tell: { onState: (isBroken: boolean) => void; onCrash: () => void },
): void {
  let crashes: number[] = [];
  page.on('did-navigate', (_event, _url, status) => tell.onState(status !== 200));
  page.on('did-fail-load', (...[, code, , , isMainFrame]) => {
    if (isMainFrame && code !== ABORTED) tell.onState(true);
  });
  page.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    tell.onState(true);
    const now = performance.now();
    crashes = [...crashes.filter((at) => now - at < CRASHES_WITHIN_MS), now];
    if (crashes.length <= MAX_CRASHES) tell.onCrash();
  });
}
