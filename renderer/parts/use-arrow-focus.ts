import { useCallback } from 'react';

const middle = (box: DOMRect): [number, number] => [box.left + box.width / 2, box.top + box.height / 2];

/** The nearest stop in the direction of an arrow key, by where things are on the screen. */
function nearest(from: HTMLElement, stops: Iterable<HTMLElement>, key: string): HTMLElement | undefined {
  const horizontal = key === 'ArrowLeft' || key === 'ArrowRight';
  const sign = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  const [x, y] = middle(from.getBoundingClientRect());
  let best: HTMLElement | undefined;
  let least = Infinity;
  for (const stop of stops) {
    const [sx, sy] = middle(stop.getBoundingClientRect());
    const along = (horizontal ? sx - x : sy - y) * sign;
    const across = Math.abs(horizontal ? sy - y : sx - x);
    if (along < 4 || (horizontal && across > 40)) continue;
    const cost = along + across * 2;
    if (cost < least) [least, best] = [cost, stop];
  }
  return best;
}

function onArrow(event: KeyboardEvent): void {
  const { target: from, currentTarget: container, key } = event;
  if (!/^Arrow(Left|Right|Up|Down)$/.test(key) || event.altKey || event.ctrlKey || event.metaKey) return;
  if (!(from instanceof HTMLElement) || !(container instanceof HTMLElement)) return;
  if (from.dataset['arrowStop'] === undefined) return;
  const next = nearest(from, container.querySelectorAll<HTMLElement>('[data-arrow-stop]'), key);
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/**
 * Gives a ref for a container in which arrow keys move the focus between the elements marked
 * `data-arrow-stop`. Tab goes on working as usual.
 */
export function useArrowFocus(): (container: HTMLElement | null) => (() => void) | undefined {
  return useCallback((container) => {
    container?.addEventListener('keydown', onArrow);
    return () => container?.removeEventListener('keydown', onArrow);
  }, []);
}
