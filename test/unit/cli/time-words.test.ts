import { describe, expect, it } from 'vitest';
import { readInstant, readMinutes } from '../../../electron/cli/time-words.ts';

describe('a length of time', () => {
  it.each([
    ['45', 45],
    ['45m', 45],
    ['45min', 45],
    ['1h', 60],
    ['1h30m', 90],
    ['1h 30m', 90],
    ['1h30', 90],
    ['1.5h', 90],
    ['1:30', 90],
    ['0.5m', 0.5],
  ])('%s is %d minutes', (text, minutes) => expect(readMinutes(text)).toBe(minutes));

  it.each(['', '0', '0m', 'h', 'm', '-5m', '1d', '5 apples', '1:75'])('%j is none', (text) => {
    expect(() => readMinutes(text)).toThrow('is not a length of time');
  });
});

describe('a start', () => {
  const now = new Date(2026, 10, 21, 10, 0).getTime();
  it.each([
    ['09:30', new Date(2026, 10, 21, 9, 30)],
    ['18:00', new Date(2026, 10, 20, 18, 0)],
    ['yesterday 09:30', new Date(2026, 10, 20, 9, 30)],
    ['2026-11-01 07:05', new Date(2026, 10, 1, 7, 5)],
    ['2026-11-01T07:05Z', new Date(Date.UTC(2026, 10, 1, 7, 5))],
  ])('%s is read on the wall clock, and never lies ahead', (text, date) => {
    expect(readInstant(text, now)).toBe(date.getTime());
  });

  it.each(['', 'now', '25:00', '2026-13-40 10:00', '2026-11-01'])('%j is none', (text) => {
    expect(() => readInstant(text, now)).toThrow('is not a time');
  });
});
