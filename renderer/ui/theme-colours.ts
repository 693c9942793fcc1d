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

/**
 * The present value of colour tokens as rgb() strings: `tokenColours('--accent', '--border')`.
 * A custom property reads back as written ("light-dark(...)"), so a probe element resolves it.
 */
export function tokenColours<const N extends string>(...names: N[]): Record<N, string> {
  const probe = document.createElement('span');
  document.body.append(probe);
  const entries = names.map((name) => {
    probe.style.color = `var(${name})`;
    return [name, getComputedStyle(probe).color] as const;
  });
  probe.remove();
  return Object.fromEntries(entries) as Record<N, string>;
}
