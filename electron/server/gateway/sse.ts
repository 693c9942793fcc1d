const encoder = new TextEncoder();

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

/** The JSON of a frame's `data` lines; null for comments, pings without data and anything that is not JSON. */
export function parseFrame(frame: Uint8Array): StreamEvent | null {
  const data = new TextDecoder()
    .decode(frame)
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice(5).trimStart())
    .join('\n');
  if (!data) return null;
  try {
    const event: unknown = JSON.parse(data);
    return isEvent(event) ? event : null;
  } catch {
    return null;
  }
}

function isEvent(value: unknown): value is StreamEvent {
  return (
    typeof value === 'object' && value !== null && typeof (value as { type?: unknown }).type === 'string'
  );
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
