import type { Problem } from './types.ts';

/** The values of a draft that the report does not have, word for word. A severity is a judgement, so it may differ. */
export function inventions(draft: object, report: string): Problem[] {
  const text = plain(report);
  return Object.entries(draft)
    .filter(([field, value]) => field !== 'severity' && typeof value === 'string' && !has(text, plain(value)))
    .map(([field, value]) => ({
      field,
      message: `"${value}" is not in the report. Copy what the report says, or use null.`,
    }));
}

/** Capitals and runs of white space make no difference. */
function plain(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}

/** Whether a text has these words, and not only as a part of a longer word or number: $50 is not in $50.25. */
function has(text: string, words: string): boolean {
  const inner = words.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  return new RegExp(String.raw`(?<![\p{L}\p{N}]|\d[.,])${inner}(?![\p{L}\p{N}]|[.,]\d)`, 'u').test(text);
}
