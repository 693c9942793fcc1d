import { csvLine } from '../../../shared/csv.ts';
import type { PracticeSession } from '../../../shared/practice.ts';

const HEAD = [
  'date',
  'start',
  'end',
  'zone',
  'minutes',
  'activity',
  'skill',
  'lab',
  'target',
  'note',
  'source',
  'id',
];

/**
 * Sessions as CSV (RFC 4180: CRLF, quotes doubled), UTF-8 without a byte order mark. `date` is the local day that
 * the session counts for; start and end are UTC.
 */
export function* csvLines(sessions: Iterable<PracticeSession>): Generator<string> {
  yield csvLine(HEAD);
  for (const session of sessions) {
    yield csvLine([
      session.localDate,
      new Date(session.startedAt).toISOString(),
      new Date(session.endedAt).toISOString(),
      session.zone,
      String(Math.round((session.seconds / 60) * 100) / 100),
      session.activity,
      session.skillId ?? '',
      session.labId ?? '',
      session.targetId ?? '',
      session.note,
      session.source,
      session.id,
    ]);
  }
}
