import { homedir } from 'node:os';
import path from 'node:path';
import { app } from 'electron';
import { prepareDataDir, resolveDataDir } from '../host/data-dir.ts';
import { setupMenu } from './menu.ts';
import { findPlaces } from './places.ts';
import { setupPresence } from './presence.ts';
import { setupProtocol, setupScheme } from './protocol.ts';
import { setupPermissions, setupSecurity } from './security.ts';
import { setupServer } from './server.ts';
import { createUpstreamSlot } from './upstream.ts';
import { createMainWindow } from './window.ts';

const dataDir = resolveDataDir({
  flag: app.commandLine.getSwitchValue('data-dir') || undefined,
  env: process.env,
  platform: process.platform,
  home: homedir(),
});
prepareDataDir(dataDir);
// Electron keeps its caches and its own single-instance lock here: one app a data folder.
app.setPath('userData', path.join(dataDir, 'desktop'));

if (!app.requestSingleInstanceLock()) {
  app.exit(0);
} else {
  const places = findPlaces();
  const slot = createUpstreamSlot();
  setupScheme();
  setupSecurity();
  await app.whenReady();
  setupPermissions();
  setupMenu(dataDir);
  setupProtocol(slot);
  setupPresence(slot);
  setupServer({ places, dataDir, slot, window: createMainWindow(places.preload) });
}
