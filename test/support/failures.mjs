import path from 'node:path';

/** The first line of a message; a stack has its own lines after it. */
const firstLine = (text) => text.split('\n', 1)[0].slice(0, 300);

/**
 * What failed in a Vitest JSON report. A file that could not be loaded, or whose set-up failed, counts once.
 * @param root file names are given relative to it
 * @returns one line each: file, name of the test, first line of the message
 */
export function failedTests({ testResults }, root) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(root, name).split(path.sep).join('/');
    const failed = assertionResults.filter((one) => one.status === 'failed');
    // Vitest says nothing at all about a file whose worker died.
    if (failed.length === 0 && status === 'failed')
      return [`${file}: ${firstLine(message || 'did not finish')}`];
    return failed.map((one) => `${file} > ${one.fullName}: ${firstLine(one.failureMessages[0] ?? '')}`);
  });
}

/** The end of a text that arrives in pieces, without its empty lines. @param count how many lines are kept */
export function createTail(count) {
  const isSaid = (line) => line.trim() !== '';
  let lines = [];
  let open = '';
  return {
    add(piece) {
      const all = `${open}${piece}`.split('\n');
      open = all.pop();
      lines = [...lines, ...all.filter(isSaid)].slice(-count);
    },
    lines: () => [...lines, open].filter(isSaid).slice(-count),
  };
}
