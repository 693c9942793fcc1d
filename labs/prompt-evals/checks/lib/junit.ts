import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import { gateResults } from './gate.ts';
import type { Result } from './runs.ts';
import { parseXml, type Element } from './xml.ts';

/** Lets the gate write its JUnit file. @returns the root of it; a file that is missing or no XML fails the check */
export async function junitOf(t: CheckTools, results: readonly Result[], pass: boolean): Promise<Element> {
  const path = `${t.files.folder}/report.xml`;
  await gateResults(t, results, {
    min: pass ? 0 : 0.99,
    pass,
    why: pass ? 'the minimum is 0' : 'fewer than 99 % passed',
    more: ['--junit', path],
  });
  const text = t.files.read('report.xml');
  t.expect.that(
    text !== null,
    '`gate` should write the file that --junit names, when it stays shut too: that is when people need it.',
  );
  try {
    return parseXml(text!);
  } catch (error) {
    t.expect.that(false, {
      message: `The JUnit file should be XML that a CI system can read; ${(error as Error).message}.`,
      actual: text,
    });
    throw error;
  }
}
