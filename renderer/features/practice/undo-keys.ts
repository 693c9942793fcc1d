import { useEffect } from 'react';
import { useTurn } from './sessions/use-turn.ts';

const OWN_UNDO = 'input, textarea, select, [contenteditable="true"], .monaco-editor';

/**
 * Ctrl/Cmd-Z takes back the last change of practice, with Shift (or Ctrl-Y) it comes again. A text field keeps its own
 * undo, and an open dialog is not undone behind.
 */
export function UndoKeys(): null {
  const { step } = useTurn();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.metaKey || event.ctrlKey) || event.altKey) return;
      const key = event.key.toLowerCase();
      if (key !== 'z' && key !== 'y') return;
      if (
        event.target instanceof HTMLElement &&
        event.target.closest(OWN_UNDO)?.matches(':not([type="checkbox"])')
      )
        return;
      if (document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      step(key === 'y' || event.shiftKey ? 'redo' : 'undo');
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [step]);
  return null;
}
