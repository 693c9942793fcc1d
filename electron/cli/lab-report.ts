import type { CheckResult, LabReport } from '../shared/labs.ts';
import type { Paint } from './command.ts';

/** Exit codes of `cairn lab check`: a script can tell the learner's failure from trouble that is not theirs. */
export const EXIT_CODE: Record<LabReport['status'], number> = { pass: 0, fail: 1, error: 2 };

function checkLines(check: CheckResult, paint: Paint): string[] {
  const { status, title, message, expected, actual } = check;
  if (status === 'pass') return [`  ${paint.good('pass')}   ${title}`];
  const label = status === 'fail' ? paint.bad('fail') : paint.warn('error');
  const indented = message.split('\n').join('\n         ');
  return [
    `  ${label}${status === 'fail' ? '   ' : '  '}${title}`,
    `         ${indented}`,
    ...(expected === undefined ? [] : [`         expected  ${expected}`]),
    ...(actual === undefined ? [] : [`         came      ${actual}`]),
  ];
}

/** A verdict for the terminal. */
export function reportText(report: LabReport, paint: Paint): string {
  const { status, step, checks, calls, inputTokens, outputTokens, costUsd, durationMs, seed } = report;
  const passed = checks.filter((check) => check.status === 'pass').length;
  const word = {
    pass: paint.good('passed'),
    fail: paint.bad('not yet'),
    error: paint.warn('could not be checked'),
  }[status];
  const replayed = report.replayed ? `, ${report.replayed} of them recorded` : '';
  const verified = report.live && status === 'pass' ? `, verified with ${report.model}` : '';
  const cost = costUsd === null ? 'cost unknown' : `$${costUsd.toFixed(4)}`;
  return [
    paint.bold(`${report.lab}, step ${step}`),
    ...checks.flatMap((check) => checkLines(check, paint)),
    `${word}: ${passed} of ${checks.length} checks in ${(durationMs / 1000).toFixed(1)} s${verified}`,
    paint.dim(
      `${calls} model calls${replayed}, ${inputTokens} + ${outputTokens} tokens, ${cost}, seed ${seed}`,
    ),
  ].join('\n');
}
