import { useEffect } from 'react';
import { useAllActions } from './actions.ts';

/** The command key's name on this machine. */
export const MOD = /Mac|iPhone|iPad/.test(navigator.platform) ? '⌘' : 'Ctrl';
/** How long the second key of a pair may take. */
const PAIR_MS = 1200;

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
      target.closest('.monaco-editor') !== null)
  );
}

/**
 * Runs the actions' shortcuts, and Ctrl/Cmd-K for the palette. Typing in a field is never taken as one.
 * A component of its own, so that a change of the actions renders nothing else again.
 */
export function Shortcuts({ onPalette }: { onPalette: () => void }): null {
  const actions = useAllActions();
  useEffect(() => {
    let first: { key: string; at: number } | null = null;
    const onKey = (event: KeyboardEvent): void => {
      if ((event.metaKey || event.ctrlKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        onPalette();
        return;
      }
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector('[role="dialog"]')) return;
      const bound = (keys: string) => actions.find((action) => action.shortcut === keys);
      const pair = first && Date.now() - first.at < PAIR_MS ? bound(`${first.key} ${event.key}`) : undefined;
      // Whatever key came before, a shortcut of one key works at once.
      const found = pair ?? bound(event.key);
      first = found ? null : { key: event.key, at: Date.now() };
      if (!found) return;
      event.preventDefault();
      found.run();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [actions, onPalette]);
  return null;
}
