import path from 'node:path';
import type { CheckResult, LabReport } from '../shared/labs.ts';
import type { Paint } from './command.ts';
import { valueLines } from './lab/value-diff.ts';

/** Exit codes of `cairn lab check`: a script can tell the learner's failure from trouble that is not theirs. */
export const EXIT_CODE: Record<LabReport['status'], number> = { pass: 0, fail: 1, error: 2 };

const INDENT = ' '.repeat(9);

/** One check's verdict for the terminal. @param folder the workspace, to name the place of a failure in it */
export function checkText(check: CheckResult, folder: string, paint: Paint): string {
  const { status, title, message, expected, actual, file, line, notes = [] } = check;
  const label = { pass: paint.good('pass '), fail: paint.bad('fail '), error: paint.warn('error') }[status];
  const rest =
    status === 'pass'
      ? []
      : [
          ...message.split('\n'),
          ...valueLines(expected, actual, paint),
          ...(file === undefined
            ? []
            : [`at        ${paint.place({ file: path.join(folder, file), line, text: file })}`]),
        ];
  const soft = notes.flatMap((note) =>
    note.split('\n').map((text, i) => `${i === 0 ? 'note: ' : '      '}${text}`),
  );
  return [
    `  ${label}  ${title}`,
    ...[...rest, ...soft.map((text) => paint.dim(text))].map((text) => `${INDENT}${text}`),
  ].join('\n');
}

/** What a whole verdict comes to: the result, what it cost, and how the same inputs come again. */
export function summaryText(report: LabReport, paint: Paint): string {
  const { status, checks, calls, inputTokens, outputTokens, costUsd, durationMs, seed } = report;
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
    `${word}: ${passed} of ${checks.length} checks in ${(durationMs / 1000).toFixed(1)} s${verified}`,
    paint.dim(
      `${calls} model calls${replayed}, ${inputTokens} + ${outputTokens} tokens, ${cost}, seed ${seed}`,
    ),
  ].join('\n');
}
