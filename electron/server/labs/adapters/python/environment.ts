import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RuntimeMissing, type RuntimePlace } from '../types.ts';
import { findPython, type FoundPython } from './find-python.ts';
import { binaryOf, findUv, install } from './install.ts';
import { withLock } from './lock.ts';

/** The lab set's own requirements, or Cairn's for a folder of labs that brings none. */
function requirementsOf(labs: string): string {
  const own = path.join(labs, 'requirements.txt');
  return existsSync(own) ? own : path.resolve(import.meta.dirname, '../../../../../labs/requirements.txt');
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/**
 * The interpreter of the lab set's virtual environment, without making one.
 * @returns undefined when there is none yet for these requirements and this choice of Python
 */
export function existingEnvironment({ folder, labs, env }: RuntimePlace): string | undefined {
  const known = path.join(folder, `${keyOf(labs, env)}.json`);
  if (!existsSync(known)) return undefined;
  const { home } = JSON.parse(readFileSync(known, 'utf8')) as { home: string };
  // Where the Python that it was made from was removed, its link leads nowhere.
  const python = binaryOf(path.join(folder, home));
  return existsSync(python) ? python : undefined;
}

const keyOf = (labs: string, env: RuntimePlace['env']): string =>
  hashOf(readFileSync(requirementsOf(labs), 'utf8') + (env['CAIRN_PYTHON'] ?? ''));

/**
 * The interpreter of the lab set's virtual environment, which is made when it is not there: aside, and renamed when
 * it is whole, so that one whose making was interrupted is never used. Two processes at once wait for each other.
 * @throws RuntimeMissing when there is no Python, or its packages cannot be installed
 */
export async function prepareEnvironment(place: RuntimePlace): Promise<string> {
  const existing = existingEnvironment(place);
  if (existing) return existing;
  const { folder, labs, env, onProgress = () => {} } = place;
  const uv = findUv(env);
  const python = await findPython(env, ({ hasVenv }) => hasVenv || uv !== undefined);
  makeFolder(folder);
  const requirements = requirementsOf(labs);
  const home = hashOf(readFileSync(requirements, 'utf8') + python.version + python.file);
  const wait = (): void => onProgress('Another Cairn is preparing Python for the labs. Waiting for it.');
  await withLock(path.join(folder, `${home}.lock`), { onWait: wait }, async () => {
    if (!existsSync(binaryOf(path.join(folder, home)))) await make({ place, python, uv, requirements, home });
    writeFileSync(path.join(folder, `${keyOf(labs, env)}.json`), JSON.stringify({ home }));
  });
  return binaryOf(path.join(folder, home));
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new RuntimeMissing(
      `The folder ${folder} for the Python of the labs cannot be made (${why}). Make room, or give Cairn the right to write there, and check again. Until then the labs work in TypeScript.`,
    );
  }
}

interface Making {
  place: RuntimePlace;
  python: FoundPython;
  uv: string | undefined;
  requirements: string;
  home: string;
}

async function make({ place, python, uv, requirements, home }: Making): Promise<void> {
  const { folder, env, onProgress = () => {} } = place;
  // Under the lock: what an interrupted process left is nobody's.
  for (const name of readdirSync(folder))
    if (name.startsWith(`${home}.part`)) rmSync(path.join(folder, name), { recursive: true, force: true });
  onProgress(`Preparing Python ${python.version} for the labs. This happens once and takes a minute or two.`);
  const half = path.join(folder, `${home}.part`);
  try {
    await install({ python, uv, folder: half, requirements, env, onProgress });
    renameSync(half, path.join(folder, home));
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    throw new RuntimeMissing(explain(error instanceof Error ? error.message : String(error)));
  }
  onProgress(`Python ${python.version} is ready for the labs.`);
}

const OFFLINE =
  /Temporary failure|Name or service not known|getaddrinfo|NewConnectionError|Failed to establish|dns error|error sending request|ConnectTimeout|Network is unreachable|nodename nor servname/i;

/** pip says the same of a package that an index lacks and of an index that it could not reach. */
const NOT_FOUND = /No matching distribution found for (\S+)/;

/** Why an installation failed, and what to do. */
function explain(said: string): string {
  const instead = 'Until then the labs work in TypeScript.';
  if (OFFLINE.test(said)) {
    return `The Python packages of the labs have to be downloaded once, and this computer reaches no package index now. Go online and check again; after that no network is needed. ${instead}`;
  }
  const lacking = NOT_FOUND.exec(said)?.[1];
  if (lacking !== undefined) {
    return `The package index that this computer uses does not have ${lacking}, which the labs need, or it cannot be reached. Go online, or let pip use an index that has it (PIP_INDEX_URL), and check again. ${instead}`;
  }
  return `The Python packages of the labs could not be installed. Check again to try once more. ${instead} The last lines were:\n${said.slice(-800)}`;
}
