import type { EventBus } from '../events.ts';

/** Often enough that a dead connection is noticed; a comment line, so that no client sees it. */
const KEEP_ALIVE_MS = 15_000;
/** A window that reads this slowly is dropped and reconnects, instead of growing our memory. */
const MAX_QUEUED = 5_000;

/** The one stream of a window: server-sent events of everything on the bus. */
export function eventStream(events: EventBus) {
  const open = new Set<() => void>();
  return {
    open(request: Request): Response {
      let end = (): void => {};
      const body = new ReadableStream<Uint8Array>(
        {
          start(controller) {
            const encoder = new TextEncoder();
            const send = (text: string): void => {
              if ((controller.desiredSize ?? 0) < -MAX_QUEUED) return end();
              controller.enqueue(encoder.encode(text));
            };
            const unsubscribe = events.subscribe((event) => send(`data: ${JSON.stringify(event)}\n\n`));
            const keepAlive = setInterval(() => send(': still here\n\n'), KEEP_ALIVE_MS);
            end = () => {
              if (!open.delete(end)) return;
              clearInterval(keepAlive);
              unsubscribe();
              controller.close();
            };
            open.add(end);
            request.signal.addEventListener('abort', end, { once: true });
            send('retry: 500\n\n');
          },
          cancel: () => {
            // close() would throw on a cancelled stream; leave the set and let the timers go.
            try {
              end();
            } catch {
              // The stream was closed by its reader: there is nothing left to close.
            }
          },
        },
        { highWaterMark: 0 },
      );
      return new Response(body, {
        headers: {
          'content-type': 'text/event-stream',
          'cache-control': 'no-store',
          'x-accel-buffering': 'no',
        },
      });
    },
    close(): void {
      for (const end of open) end();
    },
  };
}
