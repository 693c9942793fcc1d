import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { loadEngine, type Engine } from './engine.ts';
import {
  LOAD_FAILED,
  type FromWorker,
  type GenerateJob,
  type ToWorker,
  type WorkerOptions,
} from './protocol.ts';

/** The process that runs the model. Its one argument is the options as JSON; everything else comes over IPC. */
const options = JSON.parse(process.argv[2] ?? '{}') as WorkerOptions;
const send = (message: FromWorker): void => void process.send?.(message);

/** `process.exit` runs the native code's teardown, which takes seconds or aborts; there is nothing here to save. */
const end = (): boolean => process.kill(process.pid, 'SIGKILL');

// The parent is gone, or has let go: nobody is left to answer.
process.on('disconnect', end);

const loading: Promise<Engine> = loadEngine(options, send).catch((error: unknown) => {
  const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
  writeSync(2, `${LOAD_FAILED}${reason}\n`);
  end();
  throw error;
});

// Now, because this process is always killed, and a killed one keeps nothing for the next.
void loading.then(() => flushCompileCache());

const waiting: { id: number; job: GenerateJob }[] = [];
const cancelled = new Set<number>();
let busy = false;

async function runNext(): Promise<void> {
  if (busy) return;
  busy = true;
  const engine = await loading;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { id, job } = next;
    try {
      await engine.generate(id, job, () => cancelled.has(id));
    } catch (error) {
      send({
        type: 'refused',
        id,
        status: 500,
        message: `The practice model failed: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
    cancelled.delete(id);
  }
  busy = false;
}

process.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'generate':
      waiting.push(message);
      void runNext();
      break;
    case 'count':
      void loading.then((engine) =>
        send({ type: 'counted', id: message.id, tokens: engine.count(message.segments) }),
      );
      break;
    case 'cancel': {
      const at = waiting.findIndex(({ id }) => id === message.id);
      if (at >= 0) {
        waiting.splice(at, 1);
        send({ type: 'end', id: message.id, reason: 'cancelled', stopSequence: null, outputTokens: 0 });
      } else cancelled.add(message.id);
      break;
    }
  }
});
