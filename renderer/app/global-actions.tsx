import { useMemo } from 'react';
import { useLocation } from 'wouter';
import type { Settings } from '../../electron/shared/settings.ts';
import { api, updateData, useChange, useData } from '../api/index.ts';
import { useStartDialog } from '../features/practice/log-dialog.tsx';
import { useStopTimer } from '../features/practice/use-stop-timer.ts';
import { TIMER_GROUP, useActions, type Action } from './actions.ts';
import { contentActions } from './content-actions.ts';
import { navigation } from './routes.tsx';
import { useTimer } from './use-timer.ts';

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
        { id: 'help', title: 'Keyboard shortcuts', group: 'Cairn', shortcut: '?', run: onHelp },
      ],
      [go, onHelp],
    ),
  );
}

function useTimerActions(): void {
  const { timer } = useTimer();
  const { start, log } = useStartDialog();
  const { mutate: stop } = useStopTimer();
  const startOn = useChange(api.timer.start.mutate).mutate;
  const skills = useData('curriculum', 'get').data?.skills;
  const running = Boolean(timer && !timer.interrupted);
  useActions(
    useMemo<Action[]>(
      () => [
        running
          ? {
              id: 'timer.stop',
              title: 'Stop the timer and log it',
              group: 'Practice',
              shortcut: 'x',
              run: () => stop({}),
            }
          : { id: 'timer.start', title: 'Start the timer', group: 'Practice', shortcut: 's', run: start },
        {
          id: 'practice.log',
          title: 'Log practice',
          group: 'Practice',
          shortcut: 'l',
          keywords: ['session', 'minutes', 'add'],
          run: log,
        },
        ...(skills ?? []).map((skill) => ({
          id: `timer.start.${skill.id}`,
          title: `Start the timer on ${skill.title}`,
          group: TIMER_GROUP,
          run: () => startOn({ skillId: skill.id }),
        })),
      ],
      [running, start, log, stop, startOn, skills],
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
