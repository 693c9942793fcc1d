import { createElement, lazy, useState, type ComponentType } from 'react';

export interface LazyReady<P> {
  (props: P): React.ReactNode;
  /** Brings the code, so that the first drawing needs no place-holder. */
  preload: () => Promise<void>;
}

/**
 * A component whose code is a chunk of its own, and which draws at once when that chunk is there. React's `lazy` shows
 * the place-holder even then, and keeps it for 300 ms.
 */
export function lazyReady<P extends object>(
  load: () => Promise<{ default: ComponentType<P> }>,
): LazyReady<P> {
  let loaded: ComponentType<P> | undefined;
  const loading = async (): Promise<{ default: ComponentType<P> }> => {
    const chunk = await load();
    loaded = chunk.default;
    return chunk;
  };
  const Later = lazy(loading) as ComponentType<P>;
  function Ready(props: P): React.ReactNode {
    // Chosen once: another type in the middle of its life would lose what the page holds.
    const [Shown] = useState<ComponentType<P>>(() => loaded ?? Later);
    return createElement(Shown, props);
  }
  // A chunk that cannot be fetched is the page's to tell of, when it is opened.
  Ready.preload = () =>
    loading().then(
      () => undefined,
      () => undefined,
    );
  return Ready;
}
