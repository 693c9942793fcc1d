import type { Result, ResultsFile } from './types.ts';

/** The results as JUnit XML, which CI systems show as a list of tests. */
export function toJUnit({ name, results }: ResultsFile): string {
  const count = (status: string): number => results.filter((result) => result.status === status).length;
  const totals = `tests="${results.length}" failures="${count('fail')}" errors="${count('error')}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${totals}>`,
    `<testsuite name="${escape(name)}" ${totals}>`,
    ...results.map(testCase),
    '</testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase({ id, text, queue, answer, status, reason }: Result): string {
  const attributes = `classname="${escape(queue)}" name="${escape(id)}"`;
  if (status === 'pass') return `<testcase ${attributes}/>`;
  const element = status === 'fail' ? 'failure' : 'error';
  const details = escape(`${text}\n${answer ?? ''}`);
  return `<testcase ${attributes}><${element} message="${escape(reason ?? '')}">${details}</${element}></testcase>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** XML has no way at all to write most control characters and half surrogate pairs, so they are replaced. */
function escape(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[^\t\n\r\u0020-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll(/[&<>"]/g, (char) => ENTITIES[char]!);
}
