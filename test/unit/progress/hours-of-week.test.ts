import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hoursOfWeek } from '../../../electron/server/features/progress/hours-of-week.ts';

const at = (iso: string): number => Date.parse(iso);
const filled = (cells: number[][]): Record<string, number> =>
  Object.fromEntries(
    cells.flatMap((row, day) =>
      row.flatMap((seconds, hour) => (seconds ? [[`${day} ${hour}`, seconds]] : [])),
    ),
  );

test('a stretch is spread over the hours it lies in, by the wall clock of its zone', () => {
  // A Friday, 21:40 to 23:10 in Berlin (UTC+1).
  const cells = hoursOfWeek([
    {
      startedAt: at('2026-11-20T20:40:00Z'),
      endedAt: at('2026-11-20T22:10:00Z'),
      seconds: 5400,
      zone: 'Europe/Berlin',
    },
  ]);
  expect(filled(cells)).toEqual({ '4 21': 1200, '4 22': 3600, '4 23': 600 });
});

test('pauses shrink a stretch evenly, and midnight leads to the next day', () => {
  const cells = hoursOfWeek([
    {
      startedAt: at('2026-11-22T23:00:00Z'),
      endedAt: at('2026-11-23T01:00:00Z'),
      seconds: 3600,
      zone: 'UTC',
    },
  ]);
  expect(filled(cells)).toEqual({ '6 23': 1800, '0 0': 1800 });
});

test('the hour that a zone skips stays empty, and the hour that comes twice counts twice', () => {
  const night = (date: string) => ({
    startedAt: at(`${date}T00:00:00Z`),
    endedAt: at(`${date}T03:00:00Z`),
    seconds: 10_800,
    zone: 'Europe/Berlin',
  });
  expect(filled(hoursOfWeek([night('2026-03-29')]))).toEqual({ '6 1': 3600, '6 3': 3600, '6 4': 3600 });
  expect(filled(hoursOfWeek([night('2026-10-25')]))).toEqual({ '6 2': 7200, '6 3': 3600 });
});

test('no second is lost or invented, whatever the zone', () => {
  const zones = ['UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Apia'];
  const stretch = fc
    .record({
      startedAt: fc.integer({ min: at('2001-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') }),
      seconds: fc.integer({ min: 1, max: 86_400 }),
      pause: fc.integer({ min: 0, max: 7200 }),
      zone: fc.constantFrom(...zones),
    })
    .map(({ pause, ...rest }) => ({ ...rest, endedAt: rest.startedAt + (rest.seconds + pause) * 1000 }));
  fc.assert(
    fc.property(fc.array(stretch, { maxLength: 8 }), (stretches) => {
      const sum = hoursOfWeek(stretches)
        .flat()
        .reduce((a, b) => a + b, 0);
      const given = stretches.reduce((total, { seconds }) => total + seconds, 0);
      // Each cell is rounded to a second.
      expect(Math.abs(sum - given)).toBeLessThanOrEqual(84);
    }),
  );
});
