import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  boundsOf,
  cadenceOf,
  periodBefore,
  periodName,
  periodOf,
} from '../../../../electron/shared/rhythm-periods.ts';
import { addDays, daysBetween } from '../../../../electron/shared/time.ts';

const CADENCES = ['weekday', 'weekly', 'monthly', 'quarterly'] as const;
const anyDate = fc.integer({ min: 0, max: 40_000 }).map((days) => addDays('1995-01-01', days));
const anyCadence = fc.constantFrom(...CADENCES);

test.each([
  { cadence: 'weekday', date: '2026-11-20', from: '2026-11-16', to: '2026-11-22', name: '20 Nov 2026' },
  {
    cadence: 'weekly',
    date: '2026-11-22',
    from: '2026-11-16',
    to: '2026-11-22',
    name: 'week of 16 Nov 2026',
  },
  { cadence: 'monthly', date: '2028-02-10', from: '2028-02-01', to: '2028-02-29', name: 'February 2028' },
  {
    cadence: 'quarterly',
    date: '2026-12-31',
    from: '2026-10-01',
    to: '2026-12-31',
    name: 'quarter 4 of 2026',
  },
] as const)(
  'what is due $cadence on $date can be done from $from to $to',
  ({ cadence, date, from, to, name }) => {
    const period = periodOf(cadence, date);
    expect([boundsOf(period), periodName(period)]).toEqual([{ from, to }, name]);
  },
);

test('a day is within the bounds of its period, whose name says its cadence', () => {
  fc.assert(
    fc.property(anyCadence, anyDate, (cadence, date) => {
      const period = periodOf(cadence, date);
      const { from, to } = boundsOf(period);
      expect([cadenceOf(period), from <= date && date <= to]).toEqual([cadence, true]);
    }),
  );
});

test('the period before ends the day before, without a gap or an overlap', () => {
  fc.assert(
    fc.property(anyCadence, anyDate, (cadence, date) => {
      const period = periodOf(cadence, date);
      const before = periodBefore(period);
      expect([cadenceOf(before), daysBetween(boundsOf(before).to, boundsOf(period).from)]).toEqual([
        cadence,
        1,
      ]);
    }),
  );
});
