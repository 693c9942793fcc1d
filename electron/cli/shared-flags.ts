import { AppError } from '../shared/errors.ts';

export interface CommandLine {
  name: string | undefined;
  args: string[];
  json: boolean;
  help: boolean;
  version: boolean;
  dataDir: string | undefined;
}

/**
 * Takes the flags of every command out of a command line, wherever they stand; the rest is the command's.
 * After `--` everything is an argument.
 */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const line: CommandLine = {
    name: undefined,
    args: [],
    json: false,
    help: false,
    version: false,
    dataDir: undefined,
  };
  for (let i = 0; i < argv.length; i += 1) {
    const word = argv[i]!;
    if (word === '--') {
      line.args.push(...argv.slice(i));
      break;
    }
    if (word === '--json') line.json = true;
    else if (word === '--help' || word === '-h') line.help = true;
    else if (word === '--version' && line.name === undefined) line.version = true;
    else if (word === '--data-dir') line.dataDir = need(argv[(i += 1)]);
    else if (word.startsWith('--data-dir=')) line.dataDir = need(word.slice('--data-dir='.length));
    else if (line.name === undefined && !word.startsWith('-')) line.name = word;
    else line.args.push(word);
  }
  return line;
}

function need(folder: string | undefined): string {
  // A flag in the folder's place is a forgotten value; taken at its word it would make a folder of that name.
  if (folder && !folder.startsWith('-')) return folder;
  throw new AppError('bad_input', 'The flag --data-dir needs a folder.', {
    hint: 'For example: --data-dir ~/cairn-data',
  });
}
