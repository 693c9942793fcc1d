import { useCallback, type KeyboardEvent } from 'react';

const middle = (box: DOMRect): [number, number] => [box.left + box.width / 2, box.top + box.height / 2];

/**
 * Lets arrow keys move the focus between the elements marked `data-arrow-stop` inside a container, by where
 * they are on the screen. Tab goes on working as usual.
 */
export function useArrowFocus(): (event: KeyboardEvent<HTMLElement>) => void {
  return useCallback((event) => {
    const from = event.target;
    if (!(from instanceof HTMLElement) || from.dataset['arrowStop'] === undefined || event.altKey) return;
    const horizontal = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
    const sign = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : -1;
    if (!horizontal && event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    const [x, y] = middle(from.getBoundingClientRect());
    let best: HTMLElement | undefined;
    let least = Infinity;
    for (const stop of event.currentTarget.querySelectorAll<HTMLElement>('[data-arrow-stop]')) {
      const [sx, sy] = middle(stop.getBoundingClientRect());
      const along = (horizontal ? sx - x : sy - y) * sign;
      const across = Math.abs(horizontal ? sy - y : sx - x);
      if (along < 4 || (horizontal && across > 40)) continue;
      const cost = along + across * 2;
      if (cost < least) [least, best] = [cost, stop];
    }
    if (!best) return;
    event.preventDefault();
    best.focus();
  }, []);
}
