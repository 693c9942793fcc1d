import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../shared/errors.ts';
import { serveHttp, type Fetch, type HttpServing } from './serve.ts';

const fileOf = (dataDir: string): string => path.join(dataDir, 'port');

function lastPort(dataDir: string): number {
  try {
    const port = Number(readFileSync(fileOf(dataDir), 'utf8'));
    return Number.isInteger(port) && port >= 1024 && port <= 65_535 ? port : 0;
  } catch {
    return 0;
  }
}

/**
 * Serves on the port of the last start on this folder, or on any free one when that is taken. A browser keeps
 * what a window remembers (unsaved text, pane sizes) by origin, and the port is part of it.
 */
export async function serveOnUsualPort(dataDir: string, fetch: Fetch): Promise<HttpServing> {
  const usual = lastPort(dataDir);
  const http = await serveHttp({ fetch, listen: { port: usual } }).catch((error: unknown) => {
    if (usual === 0 || !(error instanceof AppError)) throw error;
    return serveHttp({ fetch, listen: { port: 0 } });
  });
  // A convenience: the first port a folder had stays its own, so that one busy start does not move it.
  if (usual === 0) writeFileSync(fileOf(dataDir), String(http.port), { mode: 0o600 });
  return http;
}
