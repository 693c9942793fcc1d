import { flowOf, type Flow } from './flow.ts';
import { createMessageAssembler } from './message.ts';
import type { HeaderList, Outlet } from './outlet.ts';
import type { ByteFilter } from './redact.ts';
import { createSink } from './sink.ts';
import { createFrameSplitter, parseFrame } from './sse.ts';

/** What is told about a body on its way to the caller. `end` comes exactly once. */
export interface BodyWatcher {
  bytes(): void;
  /** One streamed event was handed on. */
  event(): void;
  /** When this returns the record of the call is safe: only then does the caller see the end of its answer. */
  end(result: BodyEnd): void;
}

export interface BodyEnd {
  outcome: 'answered' | 'cut' | 'aborted';
  /** The message: parsed JSON, or put together from the events that came. */
  message: unknown;
  /** The answer's exact text, where it was JSON. */
  text: string | null;
  error: string | null;
}

export interface PassingOn {
  headers: HeaderList;
  signal: AbortSignal;
  filter: ByteFilter;
  outlet: Outlet;
}

/** The API's own answers are far smaller. A provider that sends without end is cut off here. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
const MAX_EVENT_BYTES = 4 * 1024 * 1024;

/**
 * Passes an answer on byte for byte, at once, but for a key that a provider repeats, and reads along for the record.
 * The last event of a stream, and the end of any answer, go out when the record is safe. When the signal fires (the
 * caller left or the run was closed) it stops the source and breaks the connection.
 */
export function passOn(answer: Response, watcher: BodyWatcher, passing: PassingOn): void {
  const { headers, signal, filter, outlet } = passing;
  const isStream = answer.headers.get('content-type')?.includes('text/event-stream') ?? false;
  const reading = limited(isStream ? readEvents(watcher) : readJson());
  const sink = createSink(outlet, { status: answer.status, headers }, isStream);
  let isRecorded = false;
  let isOver = false;

  function record(outcome: BodyEnd['outcome'], error: string | null = null): void {
    if (isRecorded) return;
    isRecorded = true;
    const result = reading.result(outcome === 'answered');
    watcher.end({ outcome, ...result, ...(error === null ? {} : { error }) });
  }

  function over(last: () => void): void {
    if (isOver) return;
    isOver = true;
    signal.removeEventListener('abort', leave);
    last();
  }

  function leave(): void {
    // Some callers hang up as soon as they have read the last event: they did get the whole answer.
    record(reading.isFinished() ? 'answered' : 'aborted');
    flow.cancel(signal.reason);
    over(() => sink.breakOff(signal.reason));
  }

  const flow: Flow = flowOf(answer, {
    data(chunk) {
      watcher.bytes();
      const clean = filter.push(chunk);
      reading.push(clean);
      if (reading.isLast()) record('answered');
      return clean.length > 0 ? sink.write(clean) : undefined;
    },
    end() {
      const rest = filter.rest();
      reading.push(rest);
      const broken = reading.isWhole() ? null : 'the answer ended before it was complete';
      record(broken === null && !reading.hasFailed() ? 'answered' : 'cut', broken);
      over(() => sink.end(rest));
    },
    error(error) {
      record('cut', error instanceof Error ? error.message : String(error));
      over(() => sink.breakOff(error));
    },
  });
  signal.addEventListener('abort', leave);
  if (signal.aborted) leave();
}

interface Reading {
  push(chunk: Uint8Array): void;
  isWhole(): boolean;
  /** What the caller waits for came, even if the connection is still open. */
  isFinished(): boolean;
  /** The very last event came. */
  isLast(): boolean;
  /** An `error` event came: the caller was told that there will be no more. */
  hasFailed(): boolean;
  result(isComplete: boolean): Omit<BodyEnd, 'outcome'>;
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

/** Of the Messages API, and of OpenAI's (`[DONE]`), whose usage comes after the end of the text. */
const LAST_EVENTS: ReadonlySet<string> = new Set(['message_stop', 'done']);

function readEvents(watcher: BodyWatcher): Reading {
  const splitter = createFrameSplitter();
  const assembler = createMessageAssembler();
  let isLast = false;
  return {
    push(chunk) {
      for (const frame of splitter.push(chunk)) {
        const event = parseFrame(frame);
        if (!event) continue;
        assembler.add(event);
        isLast ||= LAST_EVENTS.has(event.type);
        watcher.event();
      }
      if (splitter.rest().length > MAX_EVENT_BYTES) throw new Error('one event was larger than 4 MB');
    },
    isWhole: () => assembler.finished() || assembler.error() !== null,
    isFinished: () => assembler.finished(),
    isLast: () => isLast,
    hasFailed: () => assembler.error() !== null,
    result: () => ({ message: assembler.message(), text: null, error: assembler.error() }),
  };
}

function readJson(): Reading {
  const chunks: Uint8Array[] = [];
  return {
    push: (chunk) => void chunks.push(chunk),
    isWhole: () => true,
    isFinished: () => false,
    isLast: () => false,
    hasFailed: () => false,
    result(isComplete) {
      if (!isComplete) return { message: null, text: null, error: null };
      const text = Buffer.concat(chunks).toString('utf8');
      try {
        return { message: JSON.parse(text) as unknown, text, error: null };
      } catch {
        return { message: null, text: null, error: 'the answer was not valid JSON' };
      }
    },
  };
}
