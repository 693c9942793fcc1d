import { useSyncExternalStore } from 'react';
import type { Notice } from '../../../electron/shared/reminders.ts';

export type Permission = NotificationPermission | 'unsupported';

const listeners = new Set<() => void>();

/** Kept, because each look asks the browser's own process and waits for it: too slow for every drawing. */
let known: Permission | undefined;

function current(): Permission {
  return (known ??= 'Notification' in window ? Notification.permission : 'unsupported');
}

function lookAgain(): void {
  known = undefined;
  for (const listener of listeners) listener();
}

/** Whether this window may show notifications of the system; follows a change that is made in the browser's settings. */
export function usePermission(): Permission {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    const gone = new AbortController();
    // The event exists in Chromium and Firefox; elsewhere the focus after a visit to the settings has to do.
    addEventListener('focus', lookAgain, { signal: gone.signal });
    return () => {
      gone.abort();
      listeners.delete(listener);
    };
  }, current);
}

/** Asks for the permission. Only ever called from a click: browsers refuse anything else, and so should people. */
export async function askPermission(): Promise<Permission> {
  if (!('Notification' in window)) return 'unsupported';
  const answer = await Notification.requestPermission();
  lookAgain();
  return answer;
}

/** "Write a short teaching note", or for several "3 things were due while Cairn was away". */
export function noticeTitle({ entries, missed }: Notice): string {
  if (entries.length === 1 && !missed) return entries[0]!.title;
  const what = entries.length === 1 ? '1 thing was' : `${entries.length} things ${missed ? 'were' : 'are'}`;
  return missed ? `${what} due while Cairn was away or quiet` : `${what} due now`;
}

/** The line below the title: time and detail of one item, or the titles of several. */
export function noticeBody({ entries, missed }: Notice): string {
  const [first] = entries;
  if (entries.length === 1 && !missed) return [first!.time, first!.detail].filter(Boolean).join(' · ');
  return entries.map((entry) => entry.title).join(', ');
}

/** Shows a notice by the system; a click brings the window to the front and calls `onClick`. */
export function notify(notice: Notice, onClick: () => void): void {
  const shown = new Notification(noticeTitle(notice), { body: noticeBody(notice), tag: notice.id });
  shown.addEventListener('click', () => {
    window.focus();
    shown.close();
    onClick();
  });
}
