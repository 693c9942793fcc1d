import { createFrameSplitter, parseFrame } from '../sse.ts';
import type { Recording } from './store.ts';

/** Longer answers are passed on and not recorded. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * Passes an answer on as it comes and hands a copy of it to `keep`, once it ended well: a whole JSON answer, or a
 * stream with its last event. Half an answer is never recorded.
 */
export function captured(answer: Response, keep: (recording: Recording) => void): Response {
  if (answer.status !== 200 || !answer.body) return answer;
  const contentType = answer.headers.get('content-type') ?? 'application/json';
  const pieces = contentType.includes('text/event-stream') ? eventPieces() : jsonPieces();
  let size = 0;
  const copy = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      controller.enqueue(chunk);
      size += chunk.length;
      if (size <= MOST_BYTES) pieces.push(chunk);
    },
    flush() {
      const chunks = size <= MOST_BYTES ? pieces.whole() : null;
      if (chunks) keep({ contentType, chunks });
    },
  });
  return new Response(answer.body.pipeThrough(copy), { status: answer.status, headers: answer.headers });
}

interface Pieces {
  push(chunk: Uint8Array): void;
  /** The answer in pieces of whole characters, or null when it is not complete. */
  whole(): string[] | null;
}

function jsonPieces(): Pieces {
  const chunks: Uint8Array[] = [];
  return {
    push: (chunk) => void chunks.push(chunk),
    whole() {
      const text = Buffer.concat(chunks).toString('utf8');
      try {
        JSON.parse(text);
        return [text];
      } catch {
        return null;
      }
    },
  };
}

const LAST_EVENTS = new Set(['message_stop', 'done']);

function eventPieces(): Pieces {
  const splitter = createFrameSplitter();
  const frames: string[] = [];
  let isComplete = false;
  return {
    push(chunk) {
      for (const frame of splitter.push(chunk)) {
        frames.push(Buffer.from(frame).toString('utf8'));
        isComplete ||= LAST_EVENTS.has(parseFrame(frame)?.type ?? '');
      }
    },
    whole: () => (isComplete ? frames : null),
  };
}
