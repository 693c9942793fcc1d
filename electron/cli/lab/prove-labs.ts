import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { root } from '../../host/paths.ts';
import { openDatabase } from '../../server/db/connection.ts';
import { createEventBus } from '../../server/events.ts';
import { createModelService } from '../../server/features/models/service.ts';
import { createSettingsService } from '../../server/features/settings/service.ts';
import type { SharedGateway } from '../../server/gateway/types.ts';
import { readLabs } from '../../server/labs/lab.ts';
import { createLanes } from '../../server/labs/pool.ts';
import type { ProofPart } from '../../server/labs/prove/jobs.ts';
import { proveLab, type Proof } from '../../server/labs/prove/prove.ts';
import { createRuntimes } from '../../server/labs/runtimes.ts';
import type { DataProblem } from '../../server/yaml-problems.ts';
import type { Language } from '../../shared/settings.ts';
import { bundlePackages } from './bundle-packages.ts';

export interface ProofRequest {
  /** The folder of labs, absolute. */
  labs: string;
  /** Which of them; none means all. */
  names: readonly string[];
  /** Left out: every language that a lab is there in. */
  language?: Language | undefined;
  seeds: number;
  firstSeed: number;
  /** `provider/model` for the live checks; null leaves them out. */
  model: string | null;
  /** One part of the proof; left out: all of it. */
  only?: ProofPart | undefined;
  /** Mutants at their own step only. */
  isShort?: boolean | undefined;
  /** The key for a hosted model, by its environment variable; PATH and CAIRN_PYTHON say which Python is used. */
  env: Readonly<Record<string, string | undefined>>;
  /** Tells of slow preparations. */
  onProgress?: ((message: string) => void) | undefined;
}

export interface ProofOutcome {
  proofs: Proof[];
  /** What is wrong with the files of the labs. */
  problems: DataProblem[];
  isProven: boolean;
}

/**
 * Proves labs: the starter fails every step for the stated reason, the solution and the alternatives pass,
 * and each mutant dies at its step with its message.
 * @param tell gets each proof when it is there, which is not always in order
 */
export async function proveLabs(request: ProofRequest, tell: (proof: Proof) => void): Promise<ProofOutcome> {
  const { names, language, labs: folder } = request;
  const isNamed = (id: string): boolean => names.length === 0 || names.includes(id);
  const read = readLabs(folder);
  const problems = read.problems.filter(({ file }) => isNamed(file.split('/')[0]!));
  const { gateway, close } = openGateway(request);
  const runtimes = createRuntimes({
    folder: request.env['CAIRN_PYTHON_ENVIRONMENTS'] ?? path.join(root, 'node_modules/.cache/cairn-python'),
    labs: request.labs,
    env: request.env,
    onProgress: request.onProgress,
  });
  const pairs = read.labs
    .filter(({ manifest }) => isNamed(manifest.id))
    .flatMap((lab) => lab.manifest.languages.map((one) => ({ lab, one })))
    .filter(({ one }) => language === undefined || language === one);
  // More than the cores, because much of a check is waiting: for a retry, a slow stream, a deadline.
  const lanes = createLanes(Math.min(16, availableParallelism() * 4));
  const killers = new Map<string, string>();
  const prove = async ({ lab, one }: (typeof pairs)[number], onAllBegun: () => void): Promise<Proof> => {
    const proof = await proveLab(lab, one, {
      gateway,
      runtimes,
      lanes,
      killers,
      onAllBegun,
      only: request.only,
      isShort: request.isShort,
      packages: path.join(root, 'node_modules'),
      bundle: bundlePackages,
      scratch: tmpdir(),
      seeds: request.seeds,
      firstSeed: request.firstSeed,
      model: request.model,
    });
    tell(proof);
    return proof;
  };
  let proofs: Proof[] = [];
  try {
    proofs = await overlapping(pairs, prove);
  } finally {
    await runtimes.close();
    await close();
  }
  const isProven =
    proofs.length > 0 && problems.length === 0 && proofs.every((proof) => proof.problems.length === 0);
  return { proofs, problems, isProven };
}

/**
 * One after the other, where the next begins when the last job of the one before has begun: its slowest jobs must not
 * leave the machine idle.
 */
async function overlapping<T, R>(
  items: readonly T[],
  work: (item: T, onAllBegun: () => void) => Promise<R>,
): Promise<R[]> {
  const running: Promise<R>[] = [];
  for (const item of items) {
    const begun = Promise.withResolvers<void>();
    const one = work(item, begun.resolve);
    running.push(one);
    await Promise.race([begun.promise, one.then(undefined, () => {})]);
  }
  await Promise.allSettled(running);
  return Promise.all(running);
}

/** A gateway on a database in memory: a proof leaves nothing behind. */
function openGateway({ labs, env }: ProofRequest): { gateway: SharedGateway; close(): Promise<void> } {
  const db = openDatabase(':memory:');
  const clock = { now: Date.now, zone: () => 'UTC' };
  const events = createEventBus();
  const settings = createSettingsService({ db, clock, events });
  const models = createModelService({
    events,
    settings,
    deps: {
      version: '0.0.0',
      db,
      clock,
      secrets: {
        description: 'none',
        durable: false,
        get: async () => null,
        set: async () => {},
        delete: async () => {},
      },
      env: { ANTHROPIC_API_KEY: env['ANTHROPIC_API_KEY'] },
      log: { info: () => {}, error: (message, facts) => console.error(message, facts) },
      paths: {
        data: tmpdir(),
        curriculum: path.join(root, 'curriculum'),
        labs,
        renderer: path.join(root, 'dist/renderer'),
        models: path.join(root, 'resources/models'),
      },
    },
  });
  return {
    gateway: models.gateway,
    async close() {
      await models.close();
      db.close();
    },
  };
}
