import type { CheckResult } from '../../shared/labs.ts';
import type { CommandContext } from '../command.ts';
import { checkText } from '../lab-report.ts';
import { createSameAsAbove } from './same-as-above.ts';

/** Prints the verdicts of one run. */
export interface CheckPrinter {
  /** Takes a verdict as it comes; it is printed when those before it in its step have been. */
  take(check: CheckResult, at: number): void;
  /** Prints what is left, in the order of the report. */
  end(checks: readonly CheckResult[]): void;
}

interface PrinterOptions {
  ctx: Pick<CommandContext, 'out' | 'paint'>;
  slug: string;
  /** The workspace. */
  folder: string;
  /** The lab's steps in order. */
  steps: readonly { id: string; title: string }[];
}

/**
 * Prints the checks of a step in the order of its file, while they come. A step that is only checked again because a
 * later one passed has one line when it still passes, and what fails when it does not.
 */
export function createCheckPrinter({ ctx, slug, folder, steps }: PrinterOptions): CheckPrinter {
  const { out, paint } = ctx;
  const shorten = createSameAsAbove();
  const printed = new Set<string>();
  const waiting = new Map<string, CheckResult>();
  /** The verdicts of the step that is being checked again, by their place. */
  let again: CheckResult[] = [];
  const numberOf = (step: string): number => steps.findIndex(({ id }) => id === step) + 1;
  let step: string | undefined;
  let first: string | undefined;

  const isAgain = (one: string): boolean => first !== undefined && numberOf(one) < numberOf(first);

  function print(check: CheckResult): void {
    printed.add(keyOf(check));
    const own = check.step ?? step;
    if (own !== undefined && own !== step) {
      step = own;
      out(paint.bold(`${slug}, step ${own}${isAgain(own) ? ', which passed before' : ''}`));
    }
    out(checkText(shorten(check), folder, paint));
  }

  function printAgain(): void {
    // By place, so there may be holes.
    const checks = Object.values(again);
    again = [];
    const number = numberOf(checks[0]?.step ?? '');
    if (number === 0) return;
    const bad = checks.filter(({ status }) => status !== 'pass');
    const good = checks.length - bad.length;
    for (const check of checks)
      if (bad.includes(check)) print(check);
      else printed.add(keyOf(check));
    if (bad.length === 0)
      out(
        `  ${paint.good('pass ')}  Step ${number}, ${steps[number - 1]!.title}: ${checksIn(good)}, as before`,
      );
    else if (good > 0)
      out(paint.dim(`         The other ${checksIn(good)} of this step ${good === 1 ? 'passes' : 'pass'}.`));
  }

  return {
    take(check, at) {
      const { step: own } = check;
      if (own === undefined) return;
      first ??= own;
      if (isAgain(own)) {
        // Steps are checked one after the other: with a check of the next one this is whole.
        if (Object.values(again).some(({ step: before }) => before !== own)) printAgain();
        again[at] = check;
        return;
      }
      waiting.set(`${own}/${at}`, check);
      // Those that ended earlier than one that stands before them.
      for (let next = countOf(printed, own); ; next += 1) {
        const found = waiting.get(`${own}/${next}`);
        if (!found) return;
        print(found);
      }
    },
    end(checks) {
      printAgain();
      // What came to its verdict without being told, such as a program that could not be started at all.
      for (const check of checks) if (!printed.has(keyOf(check))) print(check);
    },
  };
}

const checksIn = (count: number): string => `${count} ${count === 1 ? 'check' : 'checks'}`;

const keyOf = ({ step, id }: CheckResult): string => `${step ?? ''}/${id}`;

const countOf = (printed: ReadonlySet<string>, step: string): number =>
  [...printed].filter((key) => key.startsWith(`${step}/`)).length;
