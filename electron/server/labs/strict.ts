import { RuntimeMissing } from './adapters/types.ts';
import { strictSupport } from './sandbox/strict/support.ts';
import type { StrictSupport, StrictTool } from './sandbox/strict/types.ts';

/** Strict mode as it is asked for: the system's sandbox, looked for at the first need and kept. */
export interface Strict {
  /** @throws RuntimeMissing when it cannot be had: a program that was to run in it does not run at all */
  tool(): Promise<StrictTool>;
}

/** @param look finds and tries the sandbox; when there is none, the next need looks again */
export function createStrict(look: () => Promise<StrictSupport> = strictSupport): Strict {
  let found: StrictTool | undefined;
  return {
    async tool() {
      if (found) return found;
      const support = await look();
      if (support.tool === null) throw new RuntimeMissing(`${support.reason} ${support.hint}`);
      found = support.tool;
      return found;
    },
  };
}
