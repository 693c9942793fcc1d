import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { SessionMemory } from '../server/http/sessions.ts';

const digests = z.array(z.string().regex(/^[0-9a-f]{64}$/));

/** Keeps the digests of sessions in the data folder, readable by its owner only. Losing the file closes windows. */
export function sessionFile(dataDir: string): SessionMemory {
  const file = path.join(dataDir, 'sessions.json');
  return {
    read() {
      try {
        return digests.parse(JSON.parse(readFileSync(file, 'utf8')));
      } catch {
        // Missing or not ours: every window then asks for a new launch link, and nothing else is lost.
        return [];
      }
    },
    write(list) {
      try {
        writeFileSync(`${file}.new`, JSON.stringify(list), { mode: 0o600 });
        renameSync(`${file}.new`, file);
      } catch {
        // A full disk must not keep a window from opening; it only will not outlive this server.
      }
    },
  };
}
