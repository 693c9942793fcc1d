export interface StepText {
  /** The step's text without its hints. */
  markdown: string;
  /** Nudge, approach, almost the answer. */
  hints: string[];
}

const HINTS = /^## Hints\s*$/m;
const HINT = /^### .*$/m;

/** Splits a step's markdown: everything from `## Hints` on is hints, one under each `###` heading. */
export function parseStepText(source: string): StepText {
  const [body = '', hints = ''] = source.split(HINTS, 2);
  return {
    markdown: body.trim(),
    hints: hints
      .split(HINT)
      .slice(1)
      .map((hint) => hint.trim())
      .filter((hint) => hint !== ''),
  };
}
