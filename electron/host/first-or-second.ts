import { setTimeout as sleep } from 'node:timers/promises';
import { storageError } from '../server/db/connection.ts';
import { AppError } from '../shared/errors.ts';
import { askForLaunch, type OpenReply } from './control.ts';
import { acquireInstance, readInstance, type InstanceInfo, type InstanceLock } from './instance.ts';

/** A first start that has the lock but does not answer within this time is stuck. */
const PATIENCE_MS = 15_000;
const POLL_MS = 50;

export type Place = { first: InstanceLock } | { second: InstanceInfo; reply: OpenReply };

/**
 * Finds out whether this process is the one that serves the folder. Of starts at the same moment exactly one
 * is first; the others wait until it answers, or take over when it goes.
 * @throws AppError `conflict` when another process holds the folder and does not answer
 */
export async function firstOrSecond(dataDir: string): Promise<Place> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const lock = take(dataDir);
    if (lock) return { first: lock };
    const instance = readInstance(dataDir);
    const reply = instance && (await askForLaunch(instance, 'open'));
    if (reply) return { second: instance, reply };
    if (performance.now() > deadline) throw stuck(dataDir, instance);
    await sleep(POLL_MS);
  }
}

function take(dataDir: string): InstanceLock | null {
  try {
    return acquireInstance(dataDir);
  } catch (error) {
    throw storageError(`${dataDir}/instance.lock`, error);
  }
}

function stuck(dataDir: string, instance: InstanceInfo | null): AppError {
  return new AppError('conflict', `Another Cairn has the folder ${dataDir} and does not answer.`, {
    hint: instance ? `End process ${instance.pid} and start again.` : 'End the other Cairn and start again.',
  });
}
