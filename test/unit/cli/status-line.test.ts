import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayOf, statusText } from '../../../electron/cli/status-line.ts';
import { localDateOf } from '../../../electron/shared/time.ts';

test('the day of the line is the day that a session counts for, in the zone of this machine', () => {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  const from = Date.parse('2000-01-01T00:00:00Z');
  const to = Date.parse('2040-01-01T00:00:00Z');
  fc.assert(
    fc.property(fc.integer({ min: from, max: to }), fc.integer({ min: 0, max: 12 }), (now, hour) => {
      expect(dayOf(now, hour)).toBe(localDateOf(now, timeZone, hour));
    }),
  );
});

test.each([
  [{ timer: null, today: 0, week: 0 }, 'today 0m | week 0m'],
  [{ timer: null, today: 3599, week: 7200 }, 'today 59m | week 2h'],
  [
    { timer: { seconds: 1500, about: 'mcp', paused: false }, today: 3900, week: 3900 },
    '25m mcp | today 1h05m | week 1h05m',
  ],
  [
    { timer: { seconds: 60, about: 'first-call', paused: true }, today: 0, week: 0 },
    'paused 1m first-call | today 0m | week 0m',
  ],
])('%j reads %s', (line, text) => {
  expect(statusText(line)).toBe(text);
});
