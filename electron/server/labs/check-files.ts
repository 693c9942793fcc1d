import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { CheckFiles } from './checks.ts';
import { filesIn } from './files-in.ts';

/** The scratch folder of one check, made in `root`. */
export function createCheckFiles(root: string): CheckFiles & { remove(): void } {
  mkdirSync(root, { recursive: true });
  const folder = mkdtempSync(path.join(root, 'check-'));
  return {
    folder,
    write(file, content) {
      const at = path.join(folder, file);
      mkdirSync(path.dirname(at), { recursive: true });
      writeFileSync(at, content);
      return at;
    },
    read(file) {
      const at = path.join(folder, file);
      return existsSync(at) ? readFileSync(at, 'utf8') : null;
    },
    list: () => filesIn(folder),
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 }),
  };
}
