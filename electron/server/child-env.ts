import { getCompileCacheDir } from 'node:module';
import path from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Variables that an operating system needs to start a process (Windows: SystemRoot). Keys and tokens stay out. */
const SYSTEM_VARIABLES = ['SystemRoot', 'TEMP', 'TMP', 'TMPDIR'];

/**
 * The environment of a process that works for the server: what the system needs, and where compiled code is kept.
 * @param more names of further variables that it may see
 */
export function childEnv(env: Env, more: readonly string[] = []): Env {
  const names = [...SYSTEM_VARIABLES, ...more].filter((name) => env[name]);
  return { ...compileCache(), ...Object.fromEntries(names.map((name) => [name, env[name]])) };
}

/** The place where this process keeps compiled code: loading from there takes about half the time. */
function compileCache(): { NODE_COMPILE_CACHE?: string } {
  // Node tells the folder that it made for its own version inside of the one it was given.
  const own = getCompileCacheDir();
  return own === undefined ? {} : { NODE_COMPILE_CACHE: path.dirname(own) };
}
