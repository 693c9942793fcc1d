import { describe, expect, test } from 'vitest';
import { describeChange, lengthText, pauseText, standingText } from '../../../electron/shared/plan-words.ts';
import type { PlanInputs } from '../../../electron/shared/plan.ts';

const HOUR = 3600;

test.each([
  [0, 0, 'On the even pace'],
  [-29 * 60, 3, 'On the even pace'],
  [5 * HOUR, 0, '5.0 h ahead of the even pace'],
  [-5 * HOUR, 12, '5.0 h to the even pace; 12 min a day on top of the plan closes it'],
  [
    -90 * HOUR,
    150,
    '90.0 h to the even pace; a later start, or a pause over the time away, makes the plan fit again',
  ],
])('%i s ahead with %i min to close reads calmly', (ahead, minutes, text) => {
  expect(standingText(ahead, minutes)).toBe(text);
});

test('no word of it blames', () => {
  const texts = [-HOUR, -90 * HOUR].map((ahead) => standingText(ahead, 200));
  expect(texts.join(' ')).not.toMatch(/behind|late\b|missed|fail|should|must/i);
});

test.each([
  [1, '1 day'],
  [60, '60 days'],
  [270, 'about 9 months'],
])('%i days are "%s"', (days, text) => expect(lengthText(days)).toBe(text));

test('a pause of one day has one date, and one without an end says so', () => {
  const pause = { kind: 'sick', startsOn: '2026-11-19', endsOn: '2026-11-19', reason: '' } as const;
  expect([pauseText(pause), pauseText({ ...pause, endsOn: null })]).toEqual([
    'Sick on 19 Nov 2026',
    'Sick from 19 Nov 2026 until you are back',
  ]);
});

describe('a change of the plan in words', () => {
  const id = '01900000-0000-7000-8000-000000000000';
  const none: PlanInputs = { enrolment: null, paces: [], pauses: [] };
  const pause = { id, kind: 'holiday', startsOn: '2026-12-01', endsOn: null, reason: '' } as const;
  const pace = { id, fromOn: '2027-01-01', hoursPerWeek: 6 };
  const plan: PlanInputs = {
    ...none,
    enrolment: { id, pathId: 'p', startedOn: '2026-11-02', hoursPerWeek: null },
  };

  test.each([
    ['a first plan', none, plan, 'The path from 2 Nov 2026, the path’s own hours'],
    ['its undo', plan, none, 'Left the path'],
    ['a pause', none, { ...none, pauses: [pause] }, 'Holiday from 1 Dec 2026 until you are back'],
    [
      'coming back',
      { ...none, pauses: [pause] },
      { ...none, pauses: [{ ...pause, endsOn: '2026-12-04' }] },
      'Back on 5 Dec 2026: Holiday from 1 Dec 2026 to 4 Dec 2026 (4 days)',
    ],
    ['a pace', none, { ...none, paces: [pace] }, 'From 1 Jan 2027, 6 h a week'],
    ['a pace removed', { ...none, paces: [pace] }, none, 'Took back: from 1 Jan 2027, 6 h a week'],
  ] as const)('names %s', (...given) => {
    const [, before, after, text] = given;
    const titleOf = (): string => 'The path';
    expect(describeChange(before as PlanInputs, after as PlanInputs, titleOf)).toBe(text);
  });
});
