import { useMemo } from 'react';
import { useLocation } from 'wouter';
import type { Settings } from '../../electron/shared/settings.ts';
import { api, updateData, useChange, useData } from '../api/index.ts';
import { useActions, type Action } from './actions.ts';
import { contentActions } from './content-actions.ts';
import { navigation } from './routes.tsx';
import { searchNotes } from './search-notes.ts';
import { useTimerActions } from './timer-actions.tsx';

const THEMES = ['system', 'light', 'dark'] as const;

/** Registers what works on every page. Renders nothing. */
export function GlobalActions({ theme, onHelp }: { theme: Settings['theme']; onHelp: () => void }) {
  usePageActions(onHelp);
  useTimerActions();
  useThemeActions(theme);
  useContentActions();
  return null;
}

function usePageActions(onHelp: () => void): void {
  const [, go] = useLocation();
  useActions(
    useMemo<Action[]>(
      () => [
        ...navigation.map(({ to, title, shortcut, icon: Icon }) => ({
          id: `go${to}`,
          title,
          group: 'Go to',
          shortcut,
          icon: <Icon />,
          run: () => go(to),
        })),
        {
          id: 'go/welcome',
          title: 'Set up my plan again',
          group: 'Go to',
          keywords: ['welcome', 'path', 'start'],
          run: () => go('/welcome'),
        },
        {
          id: 'practice.search',
          title: 'Search notes',
          group: 'Practice',
          shortcut: '/',
          keywords: ['find', 'sessions', 'history'],
          run: () => searchNotes(go, ''),
        },
        { id: 'help', title: 'Keyboard shortcuts', group: 'Cairn', shortcut: '?', run: onHelp },
      ],
      [go, onHelp],
    ),
  );
}

function useThemeActions(theme: Settings['theme']): void {
  const set = useChange(api.settings.set.mutate, {
    onDone: (saved) => updateData('settings', 'get', () => saved),
  }).mutate;
  useActions(
    useMemo<Action[]>(
      () =>
        THEMES.filter((name) => name !== theme).map((name) => ({
          id: `theme.${name}`,
          title: name === 'system' ? 'Follow the system’s theme' : `Use the ${name} theme`,
          group: 'Cairn',
          keywords: ['theme', 'colour', 'mode'],
          run: () => set({ theme: name }),
        })),
      [theme, set],
    ),
  );
}

function useContentActions(): void {
  const [, go] = useLocation();
  const curriculum = useData('curriculum', 'get').data;
  const labs = useData('labs', 'catalogue').data;
  useActions(useMemo(() => contentActions({ curriculum, labs, go }), [curriculum, labs, go]));
}
