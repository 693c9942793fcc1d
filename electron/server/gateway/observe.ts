import { createMessageAssembler } from './message.ts';
import type { ByteFilter } from './redact.ts';
import { createFrameSplitter, parseFrame } from './sse.ts';

/** What is told about a body on its way to the caller. `end` comes exactly once. */
export interface BodyWatcher {
  bytes(): void;
  /** One streamed event was handed on. */
  event(): void;
  end(result: BodyEnd): void;
}

export interface BodyEnd {
  outcome: 'answered' | 'cut' | 'aborted';
  /** The message: parsed JSON, or put together from the events that came. */
  message: unknown;
  error: string | null;
}

/** The API's own answers are far smaller. A provider that sends without end is cut off here. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
const MAX_EVENT_BYTES = 4 * 1024 * 1024;

/**
 * Passes a body on byte for byte, at once, but for a key that a provider repeats, and reads along for the record. When the signal fires (the caller left or
 * the run was closed) it stops reading, so that the source stops too, and breaks the connection.
 */
export function observeBody(
  response: Response,
  watcher: BodyWatcher,
  { signal, filter }: { signal: AbortSignal; filter: ByteFilter },
): ReadableStream<Uint8Array> {
  const isStream = response.headers.get('content-type')?.includes('text/event-stream') ?? false;
  const reading = limited(isStream ? readEvents(watcher) : readJson());
  const reader = response.body!.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  let isOver = false;
  const end = (outcome: BodyEnd['outcome'], error: string | null): void => {
    if (isOver) return;
    isOver = true;
    signal.removeEventListener('abort', abort);
    watcher.end({ outcome, ...reading.result(outcome === 'answered'), ...(error === null ? {} : { error }) });
  };
  // Some callers hang up as soon as they have read the last event: they did get the whole answer.
  const leave = (): void => end(reading.isFinished() ? 'answered' : 'aborted', null);
  let breakOff: (reason: unknown) => void = () => {};
  function abort(): void {
    if (isOver) return;
    leave();
    reader.cancel(signal.reason).catch(() => {});
    breakOff(signal.reason);
  }

  return new ReadableStream<Uint8Array>({
    start(controller) {
      breakOff = (reason) => controller.error(reason);
      signal.addEventListener('abort', abort);
      if (signal.aborted) abort();
    },
    async pull(controller) {
      try {
        const { done, value } = await reader.read();
        if (isOver) return;
        if (done) {
          const rest = filter.rest();
          reading.push(rest);
          if (rest.length > 0) controller.enqueue(rest);
          const broken = reading.isWhole() ? null : 'the answer ended before it was complete';
          end(broken === null && !reading.hasFailed() ? 'answered' : 'cut', broken);
          controller.close();
          return;
        }
        watcher.bytes();
        const clean = filter.push(value);
        reading.push(clean);
        // An empty piece would leave the reader waiting for the next pull.
        if (clean.length > 0) controller.enqueue(clean);
        else return await this.pull!(controller);
      } catch (error) {
        if (isOver) return;
        end('cut', error instanceof Error ? error.message : String(error));
        controller.error(error);
        reader.cancel(error).catch(() => {});
      }
    },
    cancel(reason) {
      leave();
      return reader.cancel(reason);
    },
  });
}

interface Reading {
  push(chunk: Uint8Array): void;
  isWhole(): boolean;
  /** The last event came, even if the connection is still open. */
  isFinished(): boolean;
  /** An `error` event came: the caller was told that there will be no more. */
  hasFailed(): boolean;
  result(isComplete: boolean): { message: unknown; error: string | null };
}

function limited(reading: Reading): Reading {
  let size = 0;
  return {
    ...reading,
    push(chunk) {
      size += chunk.length;
      if (size > MAX_ANSWER_BYTES) throw new Error('the answer was larger than 32 MB');
      reading.push(chunk);
    },
  };
}

function readEvents(watcher: BodyWatcher): Reading {
  const splitter = createFrameSplitter();
  const assembler = createMessageAssembler();
  return {
    push(chunk) {
      for (const frame of splitter.push(chunk)) {
        const event = parseFrame(frame);
        if (!event) continue;
        assembler.add(event);
        watcher.event();
      }
      if (splitter.rest().length > MAX_EVENT_BYTES) throw new Error('one event was larger than 4 MB');
    },
    isWhole: () => assembler.finished() || assembler.error() !== null,
    isFinished: () => assembler.finished(),
    hasFailed: () => assembler.error() !== null,
    result: () => ({ message: assembler.message(), error: assembler.error() }),
  };
}

function readJson(): Reading {
  const chunks: Uint8Array[] = [];
  return {
    push: (chunk) => void chunks.push(chunk),
    isWhole: () => true,
    isFinished: () => false,
    hasFailed: () => false,
    result(isComplete) {
      const text = Buffer.concat(chunks).toString('utf8');
      if (!isComplete) return { message: null, error: null };
      try {
        return { message: JSON.parse(text) as unknown, error: null };
      } catch {
        return { message: null, error: 'the answer was not valid JSON' };
      }
    },
  };
}
