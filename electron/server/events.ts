import type { LiveEvent, Topic } from '../shared/events.ts';

/** The one bus behind the one stream: services publish, each window's stream subscribes. */
export interface EventBus {
  publish(event: LiveEvent): void;
  changed(...topics: Topic[]): void;
  subscribe(listener: (event: LiveEvent) => void): () => void;
}

export function createEventBus(): EventBus {
  const listeners = new Set<(event: LiveEvent) => void>();
  const publish = (event: LiveEvent): void => {
    for (const listener of listeners) listener(event);
  };
  return {
    publish,
    changed: (...topics) => publish({ type: 'changed', topics }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
