import type { ReportSummary } from '../../../../shared/evidence.ts';

const COUNTS =
  /(\d{1,9})\s*(?:\/|of|out of)\s*(\d{1,9})\s*(?:(?:test\s+)?(?:cases|case|tests|evals|examples)\s+)?(?:passed|pass\b)/i;
const NAMED = /\bpass(?:ed|es)?\b[^\n\d%]{0,20}?(\d{1,9})\s*(?:\/|of|out of)\s*(\d{1,9})/i;
const RATE = /\bpass(?:ed|[\s-]*rate)?\b[^\n\d]{0,20}?(\d{1,3}(?:\.\d{1,6})?)\s*%/i;

/** Reads the first "12 of 15 passed", "Passed: 12/15" or "pass rate: 80 %". Text without figures is still a report. */
export function readMarkdownReport(text: string): ReportSummary {
  const found = COUNTS.exec(text) ?? NAMED.exec(text);
  if (found) {
    const [passed, cases] = [Number(found[1]), Number(found[2])];
    // More passed than there are is refused by the caller, so no rate is made of it here.
    const passRate = cases > 0 && passed <= cases ? passed / cases : null;
    return { format: 'markdown', cases, passed, skipped: null, passRate };
  }
  const percent = Number(RATE.exec(text)?.[1] ?? Number.NaN);
  const passRate = percent >= 0 && percent <= 100 ? percent / 100 : null;
  return { format: 'markdown', cases: null, passed: null, skipped: null, passRate };
}
