import { expect, test } from 'vitest';
import { readCommandLine } from '../../../electron/cli/shared-flags.ts';

test.each([[['status', '--data-dir']], [['status', '--data-dir', '--json']], [['status', '--data-dir=']]])(
  'a data folder that was forgotten is asked for, never guessed: %j',
  (argv) => {
    expect(() => readCommandLine(argv)).toThrow('The flag --data-dir needs a folder.');
  },
);

test('the flags that every command has are read wherever they stand', () => {
  expect(readCommandLine(['--json', 'log', '45m', '--data-dir', 'here', '--skill', 'mcp'])).toMatchObject({
    name: 'log',
    json: true,
    dataDir: 'here',
    args: ['45m', '--skill', 'mcp'],
  });
});
