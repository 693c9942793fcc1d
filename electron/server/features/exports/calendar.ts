import type { PracticeSession } from '../../../shared/practice.ts';
import { formatDuration } from '../../../shared/time.ts';

const MAX_OCTETS = 75;

/**
 * Sessions as an iCalendar object (RFC 5545). Times are UTC; a session keeps its UID, so importing again updates
 * an event instead of doubling it. Events are transparent: past practice does not make anybody busy.
 * @param titleOf what the event is called
 */
export function* calendarLines(
  sessions: Iterable<PracticeSession>,
  titleOf: (session: PracticeSession) => string,
): Generator<string> {
  yield 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Cairn//Practice//EN\r\nCALSCALE:GREGORIAN\r\n';
  for (const session of sessions) {
    // An event has to end after it starts (section 3.6.1), in whole seconds.
    const end = Math.max(session.endedAt, session.startedAt + 1000);
    yield [
      'BEGIN:VEVENT',
      `UID:${session.id}@cairn`,
      `DTSTAMP:${utc(session.updatedAt)}`,
      `CREATED:${utc(session.createdAt)}`,
      `LAST-MODIFIED:${utc(session.updatedAt)}`,
      `DTSTART:${utc(session.startedAt)}`,
      `DTEND:${utc(end)}`,
      `SUMMARY:${escapeText(titleOf(session))}`,
      `DESCRIPTION:${escapeText(describe(session))}`,
      `CATEGORIES:${escapeText(session.activity)}`,
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]
      .map(fold)
      .join('');
  }
  yield 'END:VCALENDAR\r\n';
}

function describe({ note, seconds, startedAt, endedAt }: PracticeSession): string {
  const paused = endedAt - startedAt - seconds * 1000 >= 60_000;
  return [note, paused ? `${formatDuration(seconds)} of practice, without the pauses.` : '']
    .filter(Boolean)
    .join('\n\n');
}

const utc = (at: number): string =>
  new Date(at)
    .toISOString()
    .replace(/[-:]/g, '')
    .replace(/\.\d+Z$/, 'Z');

/** A TEXT value (section 3.3.11): escaped, with line breaks as \n, without the control characters that it forbids. */
export function escapeText(text: string): string {
  return (
    text
      .replace(/\r\n?/g, '\n')
      // oxlint-disable-next-line no-control-regex -- these are the characters that RFC 5545 forbids
      .replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, '')
      .replace(/[\\;,]/g, '\\$&')
      .replaceAll('\n', '\\n')
  );
}

/** One content line, broken after at most 75 octets and never inside a character (section 3.1). */
export function fold(line: string): string {
  if (Buffer.byteLength(line) <= MAX_OCTETS) return `${line}\r\n`;
  let folded = '';
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > MAX_OCTETS) {
      folded += '\r\n ';
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
}
