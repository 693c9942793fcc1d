import { createParser } from 'eventsource-parser';
import { useEffect, useSyncExternalStore } from 'react';
import type { LiveEvent } from '../../electron/shared/events.ts';
import { sessionLost } from './client.ts';
import { invalidateTopics } from './queries.ts';
import { currentSession, SESSION_HEADER } from './session.ts';

export type Connection = 'connecting' | 'open' | 'closed';

const events = new Set<(event: LiveEvent) => void>();
const states = new Set<() => void>();
let connection: Connection = 'connecting';

function setConnection(next: Connection): void {
  if (next === connection) return;
  connection = next;
  for (const listener of states) listener();
}

const TYPES: Record<LiveEvent['type'], true> = {
  changed: true,
  'lab.output': true,
  'lab.check': true,
  'lab.done': true,
  'lab.files': true,
  'lab.setup': true,
  trace: true,
  import: true,
};

/** The server validates what it sends; running its schemas here again would add 86 kB before the first paint. */
function isLiveEvent(json: unknown): json is LiveEvent {
  return typeof json === 'object' && json !== null && 'type' in json && String(json.type) in TYPES;
}

function deliver(data: string): void {
  let json: unknown;
  try {
    json = JSON.parse(data);
  } catch {
    return; // A comment or a ping of another server version; the next event stands on its own.
  }
  if (!isLiveEvent(json)) return;
  if (json.type === 'changed') invalidateTopics(json.topics);
  for (const listener of events) listener(json);
}

async function readStream(signal: AbortSignal): Promise<void> {
  const response = await fetch('/events', { headers: { [SESSION_HEADER]: currentSession() ?? '' }, signal });
  if (response.status === 401) return sessionLost();
  if (!response.ok || !response.body) throw new Error(`events answered ${response.status}`);
  const reopened = connection === 'closed';
  setConnection('open');
  // Whatever changed while nobody listened.
  if (reopened) invalidateTopics(['all']);
  const parser = createParser({ onEvent: (event) => deliver(event.data) });
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) parser.feed(chunk.value);
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });

async function keepOpen(signal: AbortSignal): Promise<void> {
  for (let wait = 250; !signal.aborted; wait = Math.min(5000, wait * 2)) {
    const openedAt = Date.now();
    try {
      await readStream(signal);
    } catch {
      // Refused or cut: the loop below tries again, and the banner says so meanwhile.
    }
    if (signal.aborted || currentSession() === null) return;
    setConnection('closed');
    if (Date.now() - openedAt > 10_000) wait = 250;
    await pause(wait, signal);
  }
}

/**
 * Holds the window's one event stream open while the frame is mounted. A page that the browser only keeps for its
 * back button lets go of it: six such pages would take every connection that a browser allows to one origin.
 */
export function useLiveStream(): void {
  useEffect(() => {
    let controller = new AbortController();
    void keepOpen(controller.signal);
    const leave = (): void => controller.abort();
    const comeBack = ({ persisted }: PageTransitionEvent): void => {
      if (!persisted) return;
      setConnection('closed');
      controller = new AbortController();
      void keepOpen(controller.signal);
    };
    addEventListener('pagehide', leave);
    addEventListener('pageshow', comeBack);
    return () => {
      removeEventListener('pagehide', leave);
      removeEventListener('pageshow', comeBack);
      controller.abort();
    };
  }, []);
}

/** Calls `listener` for every live event while mounted. Keep it stable with useCallback. */
export function useLive(listener: (event: LiveEvent) => void): void {
  useEffect(() => {
    events.add(listener);
    return () => void events.delete(listener);
  }, [listener]);
}

/** Whether the stream is open; 'closed' means that the server is away and Cairn keeps trying. */
export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      states.add(listener);
      return () => void states.delete(listener);
    },
    () => connection,
  );
}
