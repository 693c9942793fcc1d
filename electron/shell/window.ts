import path from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { ORIGIN } from './origin.ts';

export interface MainWindow {
  /** Opens the window, or brings it to the front. `token` is asked for only when a new one is needed. */
  open(token: () => Promise<string>): Promise<void>;
}

/** Painted before the page is, so that a dark desktop does not flash white. */
const BACKGROUND = { light: '#f5f7f8', dark: '#14191d' };

/** Keeps the one window of Cairn. @param preload the file of the preload script */
export function createMainWindow(preload: string): MainWindow {
  let window: BrowserWindow | null = null;

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

  return {
    async open(token) {
      if (window) {
        if (window.isMinimized()) window.restore();
        window.show();
        window.focus();
        return;
      }
      window = create();
      await window.loadURL(`${ORIGIN}/#launch=${await token()}`);
    },
  };
}
