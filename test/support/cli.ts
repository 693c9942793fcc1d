import { main } from '../../electron/cli/main.ts';
import { cleanEnv } from './clean-env.ts';
import { plain } from './plain-paint.ts';

export interface Said {
  code: number;
  out: string;
  err: string;
}

/** A `cairn` on a data folder, in this process: all of the command line but the start of a Node. */
export function cairnIn(dataDir: () => string, env: Record<string, string> = {}) {
  return async (...args: string[]): Promise<Said> => {
    const said = { out: '', err: '' };
    const code = await main([...args, '--data-dir', dataDir()], {
      env: { ...cleanEnv(), ...env },
      signal: new AbortController().signal,
      paint: plain,
      out: (line) => void (said.out += `${line}\n`),
      write: async (bytes) => {
        said.out += Buffer.from(bytes).toString();
        return true;
      },
      err: (line) => void (said.err += `${line}\n`),
    });
    return { code, ...said };
  };
}
