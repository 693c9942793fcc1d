import { useEffect } from 'react';
import type { Settings } from '../../electron/shared/settings.ts';

type Theme = Settings['theme'];
const KEY = 'cairn-theme';

function apply(theme: string | null): void {
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset['theme'] = theme;
  else delete document.documentElement.dataset['theme'];
}

/** Before the first paint: the theme of last time, so that a dark window does not flash white. */
export function applyRememberedTheme(): void {
  apply(localStorage.getItem(KEY));
}

/** Keeps the document's theme equal to the setting. */
export function useTheme(theme: Theme | undefined): void {
  useEffect(() => {
    if (!theme) return;
    apply(theme);
    localStorage.setItem(KEY, theme);
  }, [theme]);
}
