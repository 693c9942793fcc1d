import { parseArgs, type ParseArgsConfig } from 'node:util';
import { AppError } from '../shared/errors.ts';
import { nearest } from '../shared/nearest.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** The flags in `argv` that are not in `options`, as typed, without their values. */
function unknownFlag(argv: readonly string[], options: Options): string | undefined {
  const { tokens } = parseArgs({ args: [...argv], options, strict: false, tokens: true });
  for (const token of tokens) {
    if (token.kind === 'option' && !Object.hasOwn(options, token.name)) return token.rawName;
  }
  return undefined;
}

/**
 * Reads a command line strictly.
 * @param alsoKnown flags that somebody else reads, to name when one of them was probably meant
 * @throws AppError `bad_input` that names the unknown flag and the nearest known one, or the missing value
 */
export function readFlags<const T extends Options>(
  argv: readonly string[],
  options: T,
  alsoKnown: readonly string[] = [],
) {
  const unknown = unknownFlag(argv, options);
  if (unknown !== undefined) {
    const near = nearest(unknown.replace(/^-+/, ''), [...Object.keys(options), ...alsoKnown]);
    throw new AppError('bad_input', `There is no flag ${unknown}.`, {
      hint: near ? `Did you mean --${near}? Use --help for the list.` : 'Use --help for the list of flags.',
    });
  }
  try {
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: true });
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new AppError('bad_input', `${error.message.split('. ')[0]}.`, {
      hint: 'Use --help for the list of flags.',
    });
  }
}
