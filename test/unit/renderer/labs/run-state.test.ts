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
const told = (result: CheckResult): RunChange => ({
  type: 'events',
  events: [{ type: 'lab.check', runId: 'r', lab: 'l', check: result }],
});
const play = (...changes: RunChange[]) => changes.reduce(reduceRun, EMPTY_RUN);
const START: RunChange = { type: 'start', phase: 'checking', step: 'first' };

test('checks are listed in the order they come, and one that comes again replaces itself', () => {
  const run = play(START, told(check('a', 'pass')), told(check('b', 'pass')), told(check('a', 'fail')));
  expect(run.checks.map(({ id, status }) => `${id} ${status}`)).toEqual(['a fail', 'b pass']);
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

test('a flood of output keeps its newest pieces only', () => {
  const events = Array.from({ length: 3000 }, (_, n) => ({
    type: 'lab.output' as const,
    runId: 'r',
    lab: 'l',
    stream: 'stdout' as const,
    text: `${n}`,
  }));
  const { output } = play(START, { type: 'events', events });
  expect([output.length, output.at(-1)?.text]).toEqual([2000, '2999']);
});
