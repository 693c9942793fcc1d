import type { ReportSummary } from '../../../../shared/evidence.ts';

/** A value in quotes holds no `<` (XML 1.0, 3.1), which also keeps the search linear. */
const TAG = /<(\/?)([A-Za-z][\w.:-]*)(?:"[^"<]*"|'[^'<]*'|[^<>"'])*?(\/?)>/g;
const FAILED = new Set(['failure', 'error', 'rerunFailure']);

/**
 * Counts the cases of a JUnit XML report by its `testcase` elements, because the totals in attributes are often left
 * out or wrong. @returns null for XML that is no such report
 */
export function readJunit(source: string): ReportSummary | null {
  const text = withoutAsides(source);
  if (text === null || !/^\uFEFF?\s*(<\?xml[^>]*>\s*)?<testsuites?[\s>/]/.test(text)) return null;
  const tally = { cases: 0, failed: 0, skipped: 0 };
  let current: 'passed' | 'failed' | 'skipped' | null = null;
  const end = (): void => {
    if (current === 'skipped') tally.skipped += 1;
    else if (current !== null) {
      tally.cases += 1;
      if (current === 'failed') tally.failed += 1;
    }
    current = null;
  };
  let depth = 0;
  for (const [, closes, name = '', empty] of text.matchAll(TAG)) {
    if (closes) depth -= 1;
    else if (!empty) depth += 1;
    if (name === 'testcase') {
      end();
      if (!closes) current = 'passed';
      if (!closes && empty) end();
    } else if (current && !closes && FAILED.has(name)) current = 'failed';
    else if (current === 'passed' && !closes && name === 'skipped') current = 'skipped';
  }
  // A file that was cut off has elements that never end.
  if (depth !== 0) return null;
  const passed = tally.cases - tally.failed;
  return {
    format: 'junit',
    cases: tally.cases,
    passed,
    skipped: tally.skipped,
    passRate: tally.cases ? passed / tally.cases : null,
  };
}

const ASIDES = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
] as const;

/** Comments and CDATA may hold anything that looks like a tag. @returns null when one of them never ends */
function withoutAsides(text: string): string | null {
  const kept: string[] = [];
  let at = 0;
  for (;;) {
    const next = text.indexOf('<!', at);
    const aside = next === -1 ? undefined : ASIDES.find(([begin]) => text.startsWith(begin, next));
    if (next === -1) return kept.join('') + text.slice(at);
    if (!aside) {
      kept.push(text.slice(at, next + 2));
      at = next + 2;
      continue;
    }
    const end = text.indexOf(aside[1], next);
    if (end === -1) return null;
    kept.push(text.slice(at, next));
    at = end + aside[1].length;
  }
}
