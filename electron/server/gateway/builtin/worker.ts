import { writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { loadChatEngine } from './chat-engine.ts';
import { loadEmbeddingEngine } from './embedding-engine.ts';
import { loadPracticeEngine } from './engine.ts';
import {
  LOAD_FAILED,
  TOO_LARGE,
  type Engine,
  type FromWorker,
  type ToWorker,
  type Work,
  type WorkerOptions,
} from './protocol.ts';

/** The process that runs the model. Its one argument is the options as JSON; everything else comes over IPC. */
const options = JSON.parse(process.argv[2] ?? '{}') as WorkerOptions;
const send = (message: FromWorker): void => void process.send?.(message);

/** `process.exit` runs the native code's teardown, which takes seconds or aborts; there is nothing here to save. */
const end = (): boolean => process.kill(process.pid, 'SIGKILL');

// The parent is gone, or has let go: nobody is left to answer.
process.on('disconnect', end);

const LOADERS = {
  practice: loadPracticeEngine,
  chat: loadChatEngine,
  embeddings: loadEmbeddingEngine,
};

const LOOK_AT_MEMORY_MS = 250;
const { memoryBytes } = options;
if (memoryBytes !== null) {
  setInterval(() => {
    const used = process.memoryUsage.rss();
    if (used <= memoryBytes) return;
    writeSync(2, `${TOO_LARGE}${used}\n`);
    end();
  }, LOOK_AT_MEMORY_MS).unref();
}

const loading: Promise<Engine> = LOADERS[options.kind](options, send).catch((error: unknown) => {
  const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
  writeSync(2, `${LOAD_FAILED}${reason}\n`);
  end();
  throw error;
});

// Now, because this process is always killed, and a killed one keeps nothing for the next.
void loading.then(() => flushCompileCache());

const waiting: (Work & { id: number })[] = [];
let current: { id: number; stop: AbortController } | null = null;
let busy = false;

async function runNext(): Promise<void> {
  if (busy) return;
  busy = true;
  const engine = await loading;
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const { id } = next;
    const stop = new AbortController();
    current = { id, stop };
    try {
      await engine.work(id, next, stop.signal);
    } catch (error) {
      send({
        type: 'refused',
        id,
        status: 500,
        message: `The model failed: ${error instanceof Error ? error.message : String(error)}`,
      });
    }
    current = null;
  }
  busy = false;
}

process.on('message', (message: ToWorker) => {
  switch (message.type) {
    case 'generate':
    case 'chat':
    case 'embed':
      waiting.push(message);
      void runNext();
      break;
    case 'count':
    case 'count-chat':
      void loading.then((engine) => send({ type: 'counted', id: message.id, tokens: engine.count(message) }));
      break;
    case 'cancel': {
      const at = waiting.findIndex(({ id }) => id === message.id);
      if (at >= 0) {
        waiting.splice(at, 1);
        send({ type: 'end', id: message.id, reason: 'cancelled', stopSequence: null, outputTokens: 0 });
      } else if (current?.id === message.id) current.stop.abort();
      break;
    }
  }
});
