import { useEffect, useState } from 'react';
import { overlapNotice } from '../../../../electron/shared/overlap-words.ts';
import type { LogInput } from '../../../../electron/shared/practice.ts';
import type { ParsedEntry, Problem } from '../../../../electron/shared/words/types.ts';
import { useData } from '../../../api/queries.ts';
import { useNames } from '../use-names.ts';

const MINUTE = 60_000;
/** What is sent while there is nothing to ask for. */
const NOTHING = { startedAt: 0, endedAt: 0 };

/** Says that what is about to be logged (or changed, with its `id`) shares time with a session that is there. */
export function useOverlapNotice(entry: LogInput | undefined, id?: string): Problem | null {
  const names = useNames();
  // To the minute: "until now" would otherwise be another question every millisecond.
  const now = useMinute();
  const startedAt = Math.max(0, Math.round(entry ? (entry.startedAt ?? now - entry.minutes * MINUTE) : 0));
  const isAsked = entry !== undefined && entry.minutes > 0;
  const times = isAsked ? { startedAt, endedAt: startedAt + Math.round(entry.minutes * MINUTE) } : NOTHING;
  const found = useData('practice', 'overlapsOf', id ? { ...times, id } : times, { enabled: isAsked }).data;
  const other = isAsked ? found?.[0] : undefined;
  return other ? overlapNotice(times, other, names.subject(other)) : null;
}

/** The present minute, in ms. */
function useMinute(): number {
  const [now, setNow] = useState(() => Math.floor(Date.now() / MINUTE) * MINUTE);
  useEffect(() => {
    const timer = setInterval(() => setNow(Math.floor(Date.now() / MINUTE) * MINUTE), 10_000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** What was understood, with the notice after what matters more. */
export const withNotice = (parsed: ParsedEntry, notice: Problem | null): ParsedEntry =>
  notice ? { ...parsed, problems: [...parsed.problems, notice] } : parsed;
