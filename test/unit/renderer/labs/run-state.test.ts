import { expect, test } from 'vitest';
import type { CheckResult } from '../../../../electron/shared/labs.ts';
import { EMPTY_RUN, reduceRun, type RunChange } from '../../../../renderer/features/labs/run-state.ts';

const check = (id: string, status: CheckResult['status']): CheckResult => ({
  id,
  title: id,
  step: 'first',
  status,
  message: '',
  durationMs: 1,
});
const told = (result: CheckResult, at = 0): RunChange => ({
  type: 'events',
  events: [{ type: 'lab.check', runId: 'r', lab: 'l', check: result, at }],
});
const play = (...changes: RunChange[]) => changes.reduce(reduceRun, EMPTY_RUN);
const START: RunChange = { type: 'start', phase: 'checking', step: 'first' };

test('checks stand in the order of their file, whichever ends first, and one that comes again replaces itself', () => {
  const run = play(
    START,
    told(check('c', 'pass'), 2),
    told(check('a', 'pass'), 0),
    told({ ...check('earlier', 'pass'), step: 'before' }, 0),
    told(check('b', 'pass'), 1),
    told(check('a', 'fail'), 0),
  );
  expect(run.checks.map(({ id, status }) => `${id} ${status}`)).toEqual([
    'a fail',
    'b pass',
    'c pass',
    'earlier pass',
  ]);
});

test('a new run forgets the last one', () => {
  const run = play(START, told(check('a', 'fail')), { type: 'end', error: new Error('x') }, START);
  expect(run).toEqual({ ...EMPTY_RUN, phase: 'checking', step: 'first' });
});

test('the last run of before never covers a run that is under way', () => {
  const report = { checks: [check('old', 'pass')] } as never;
  expect(play(START, { type: 'show', report, calls: [] }).checks).toEqual([]);
  expect(play({ type: 'show', report, calls: [] }).checks).toHaveLength(1);
});

test('what a check waits for is said until its first verdict', () => {
  const waiting = play(START, {
    type: 'events',
    events: [{ type: 'lab.setup', message: 'Preparing Python 3.12 for the labs.' }],
  });
  expect(waiting.setup).toContain('Preparing');
  expect(reduceRun(waiting, told(check('a', 'pass'))).setup).toBeNull();
});
