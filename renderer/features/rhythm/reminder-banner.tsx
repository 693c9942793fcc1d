import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import type { Notice } from '../../../electron/shared/reminders.ts';
import { api, useChange, useData } from '../../api/index.ts';
import styles from '../../app/banners.module.css';
import { Button } from '../../ui/button.tsx';
import { noticeBody, noticeTitle, notify, usePermission } from './notifications.ts';

/**
 * Gives reminders: as notifications of the system where this window may, each in one window only; else as a banner on
 * every page, until it is answered.
 */
export function ReminderBanner() {
  const { data } = useData('reminders', 'get');
  const permission = usePermission();
  const [, go] = useLocation();
  const claimed = useRef(new Set<string>());
  const notices = data?.notices;
  useEffect(() => {
    if (permission !== 'granted') return;
    for (const notice of notices ?? []) {
      if (notice.delivered || claimed.current.has(notice.id)) continue;
      claimed.current.add(notice.id);
      // The server grants it to one window. Without an answer nothing is shown, and the banner of another start will.
      api.reminders.claim.mutate({ id: notice.id }).then(
        ({ granted }) => granted && notify(notice, () => go('/rhythm')),
        () => claimed.current.delete(notice.id),
      );
    }
  }, [notices, permission, go]);
  const shown = permission === 'granted' ? undefined : notices?.findLast((notice) => !notice.delivered);
  return shown ? <Banner notice={shown} /> : null;
}

function Banner({ notice }: { notice: Notice }) {
  const [, go] = useLocation();
  const mark = useChange(api.rhythm.mark.mutate);
  const snooze = useChange(api.reminders.snooze.mutate);
  const dismiss = useChange(api.reminders.dismiss.mutate);
  const [first] = notice.entries;
  const isOne = notice.entries.length === 1;
  const isBusy = mark.isPending || snooze.isPending || dismiss.isPending;
  const body = noticeBody(notice);
  return (
    <div className={styles.banner} role="status" aria-label="Reminder">
      <p>
        <strong>{noticeTitle(notice)}.</strong> {body}
      </p>
      <div className="row">
        {isOne && first && (
          <Button
            size="sm"
            variant="primary"
            disabled={isBusy}
            onClick={() => mark.mutate({ do: 'check', itemId: first.id, period: first.period })}
          >
            Done
          </Button>
        )}
        <Button size="sm" disabled={isBusy} onClick={() => go('/rhythm')}>
          {isOne ? 'Show it' : 'Show them'}
        </Button>
        <Button
          size="sm"
          disabled={isBusy}
          onClick={() => snooze.mutate({ noticeId: notice.id, until: 'one-hour' })}
        >
          In an hour
        </Button>
        <Button
          size="sm"
          disabled={isBusy}
          onClick={() => snooze.mutate({ noticeId: notice.id, until: 'tomorrow' })}
        >
          Tomorrow
        </Button>
        <Button size="sm" variant="ghost" disabled={isBusy} onClick={() => dismiss.mutate({ id: notice.id })}>
          Dismiss
        </Button>
      </div>
    </div>
  );
}
