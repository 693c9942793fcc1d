import { useCallback, useEffect, useRef, useState } from 'react';
import type { ReviewView } from '../../../../electron/shared/review.ts';
import { api, explain } from '../../../api/index.ts';

/** How long the hand has to rest before the server gets the text. This window's own copy is written at every key. */
const REST_MS = 600;

export type WordsState =
  | { is: 'saved' }
  | { is: 'typing' }
  | { is: 'refused'; message: string }
  | { is: 'changed-elsewhere'; theirs: string };

const keyOf = (period: string): string => `cairn.review.${period}`;

/** The person's words about a period, saved by themselves; neither a reload nor a lost server loses one. */
export function useReviewWords({ period, words }: Pick<ReviewView, 'period' | 'words'>) {
  const [kept] = useState(() => localStorage.getItem(keyOf(period)));
  const [body, setBody] = useState(kept ?? words?.body ?? '');
  const [state, setState] = useState<WordsState>({ is: kept === null ? 'saved' : 'typing' });
  const latest = useRef({ body, basedOn: words?.updatedAt ?? null, dirty: kept !== null, saving: false });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const send = useCallback(async (): Promise<void> => {
    const now = latest.current;
    clearTimeout(timer.current);
    if (!now.dirty || now.saving) return;
    Object.assign(now, { saving: true, dirty: false });
    try {
      const saved = await api.review.save.mutate({ period, body: now.body, basedOn: now.basedOn });
      now.basedOn = saved.words?.updatedAt ?? null;
      if (saved.outcome === 'changed-elsewhere') {
        now.dirty = true;
        setState({ is: 'changed-elsewhere', theirs: saved.words?.body ?? '' });
      } else if (!now.dirty) {
        localStorage.removeItem(keyOf(period));
        setState({ is: 'saved' });
      }
    } catch (error) {
      now.dirty = true;
      setState({ is: 'refused', message: explain(error).message });
    } finally {
      now.saving = false;
    }
  }, [period]);

  useEffect(() => {
    const flush = (): void => void send();
    addEventListener('pagehide', flush);
    // What a crash left in this window's own store is sent as soon as the page stands.
    flush();
    return () => {
      removeEventListener('pagehide', flush);
      flush();
    };
  }, [send]);

  const rest = useCallback((): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void send(), REST_MS);
  }, [send]);

  return {
    body,
    state,
    send,
    change(next: string): void {
      setBody(next);
      setState({ is: 'typing' });
      Object.assign(latest.current, { body: next, dirty: true });
      localStorage.setItem(keyOf(period), next);
      rest();
    },
  };
}
