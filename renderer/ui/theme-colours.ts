import { useSyncExternalStore } from 'react';

/** True while the dark theme shows, whether chosen or taken from the system. */
export function isDark(): boolean {
  const chosen = document.documentElement.dataset['theme'];
  return chosen ? chosen === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
}

function subscribe(listener: () => void): () => void {
  const media = matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  media.addEventListener('change', listener);
  return () => {
    observer.disconnect();
    media.removeEventListener('change', listener);
  };
}

/** 'dark' or 'light', live: for canvases, Monaco and mermaid, which cannot read CSS variables. */
export function useThemeName(): 'dark' | 'light' {
  return useSyncExternalStore(subscribe, () => (isDark() ? 'dark' : 'light'));
}

/** What was read so far, by theme. Tokens change with the theme and with nothing else. */
const known = { light: new Map<string, string>(), dark: new Map<string, string>() };

/**
 * The present value of colour tokens as rgb() strings: `tokenColours('--accent', '--border')`.
 * A custom property reads back as written ("light-dark(...)"), so a probe element resolves it.
 */
export function tokenColours<const N extends string>(...names: N[]): Record<N, string> {
  const colours = known[isDark() ? 'dark' : 'light'];
  const unread = names.filter((name) => !colours.has(name));
  if (unread.length > 0) {
    const probe = document.createElement('span');
    for (const name of unread) probe.append(swatch(name));
    document.body.append(probe);
    // Read only when all stand: each write between two reads would cost a style pass.
    unread.forEach((name, at) => colours.set(name, getComputedStyle(probe.children[at]!).color));
    probe.remove();
  }
  return Object.fromEntries(names.map((name) => [name, colours.get(name)!])) as Record<N, string>;
}

function swatch(name: string): HTMLElement {
  const element = document.createElement('i');
  element.style.color = `var(${name})`;
  return element;
}
