const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** One event of the Messages stream, as its `data` line holds it. */
export interface StreamEvent {
  type: string;
  [key: string]: unknown;
}

/** The exact bytes of one event, in the form the API sends: an `event` line, a `data` line, an empty line. */
export function encodeEvent(event: StreamEvent): Uint8Array<ArrayBuffer> {
  return encoder.encode(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
}

/**
 * Cuts a byte stream into whole event frames without changing a byte: the frames and the rest, joined, are the
 * input. An empty line ends a frame (WHATWG HTML, "Server-sent events"); LF and CRLF are both understood.
 */
export function createFrameSplitter() {
  let held: Uint8Array = new Uint8Array();
  return {
    push(chunk: Uint8Array): Uint8Array[] {
      const bytes = held.length === 0 ? chunk : concat(held, chunk);
      const frames: Uint8Array[] = [];
      let start = 0;
      // The scan starts at the new bytes, less the three that an unfinished empty line can hold.
      for (let i = Math.max(1, held.length - 3); i < bytes.length; i += 1) {
        if (bytes[i] !== 10) continue;
        const isEmptyLine = bytes[i - 1] === 10 || (bytes[i - 1] === 13 && bytes[i - 2] === 10);
        if (!isEmptyLine || i - 1 < start) continue;
        frames.push(bytes.subarray(start, i + 1));
        start = i + 1;
      }
      held = bytes.slice(start);
      return frames;
    },
    rest: (): Uint8Array => held,
  };
}

/** What a frame of OpenAI's stream is called here: its own events have no `type`. */
const CHUNK = 'chat.completion.chunk';
const DONE = 'done';

/** An event of OpenAI's stream, its last one included. */
export const isChunk = (event: StreamEvent): boolean => event.type === CHUNK || event.type === DONE;

/** The exact bytes of one frame of OpenAI's stream; null is the last. */
export function encodeChunk(chunk: Record<string, unknown> | null): Uint8Array<ArrayBuffer> {
  return encoder.encode(`data: ${chunk === null ? '[DONE]' : JSON.stringify(chunk)}\n\n`);
}

/** The JSON of a frame's `data` lines; null for comments, pings without data and anything that is not JSON. */
export function parseFrame(frame: Uint8Array): StreamEvent | null {
  const data = decoder
    .decode(frame)
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trimStart())
    .join('\n');
  if (!data) return null;
  if (data.trim() === '[DONE]') return { type: DONE };
  try {
    const event: unknown = JSON.parse(data);
    return typeof event === 'object' && event !== null ? named(event as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** OpenAI's chunks name themselves in `object`, and some servers leave even that out. */
function named(event: Record<string, unknown>): StreamEvent | null {
  if (typeof event.type === 'string') return event as StreamEvent;
  if (event.object === CHUNK || Array.isArray(event.choices)) return { ...event, type: CHUNK };
  return event.error ? { ...event, type: 'error' } : null;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
