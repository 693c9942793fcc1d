import { asArray, asObject, isObject, type JsonObject } from '../json.ts';
import { createFrameSplitter, parseFrame } from '../sse.ts';

interface WithUsage {
  body: JsonObject;
  /** Takes the chunk that the caller did not ask for out of the answer again. Null: the answer passes as it is. */
  isWithout: ((answer: Response) => Response) | null;
}

/**
 * A stream tells its usage only when it is asked to, and a call without usage could be neither priced nor counted
 * against a limit. So the gateway asks, and keeps the answer to itself where the caller did not.
 */
export function withUsage(body: JsonObject, tell: ((usage: unknown) => void) | undefined): WithUsage {
  const options = asObject(body.stream_options);
  if (body.stream !== true || options.include_usage === true || !tell) return { body, isWithout: null };
  return {
    body: { ...body, stream_options: { ...options, include_usage: true } },
    isWithout: (answer) => withoutUsage(answer, tell),
  };
}

function withoutUsage(answer: Response, tell: (usage: unknown) => void): Response {
  if (!answer.ok || !answer.headers.get('content-type')?.includes('text/event-stream')) return answer;
  const reader = answer.body!.getReader() as ReadableStreamDefaultReader<Uint8Array>;
  const splitter = createFrameSplitter();
  const isForCaller = (frame: Uint8Array): boolean => {
    const chunk = parseFrame(frame);
    if (!chunk || !isObject(chunk.usage)) return true;
    tell(chunk.usage);
    return asArray(chunk.choices).length > 0;
  };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      for (;;) {
        const { done, value } = await reader.read();
        const frames = done ? [splitter.rest()] : splitter.push(value);
        const kept = frames.filter((frame) => frame.length > 0 && isForCaller(frame));
        for (const frame of kept) controller.enqueue(frame);
        if (done) controller.close();
        if (done || kept.length > 0) return;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return new Response(body, { status: answer.status, headers: answer.headers });
}
