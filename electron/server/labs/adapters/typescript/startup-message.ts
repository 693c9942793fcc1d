import { tail } from '../../sandbox/tail.ts';

/** What people reach for in TypeScript that cannot be removed from a file to leave plain JavaScript. */
const UNSTRIPPABLE =
  /TypeScript (enum|namespace|parameter property|import equals|import alias|export assignment)/i;

const INSTEAD: Record<string, string> = {
  enum: 'Use a union of string literals, or a const object.',
  namespace: 'Use a module of its own.',
  'parameter property': 'Declare the field and assign it in the constructor.',
};

/**
 * Puts the reason why a learner's program did not start into words.
 * @param output what the program printed
 * @param entry the file that was started
 */
export function startupMessage(output: string, entry: string): string {
  const unsupported = UNSTRIPPABLE.exec(output);
  if (output.includes('ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX') && unsupported) {
    const syntax = unsupported[1]!.toLowerCase();
    const where = /([\w./-]+\.m?ts):(\d+)/.exec(output);
    const place = where ? `${where[1]!.split('/').at(-1)}:${where[2]}` : entry;
    return `${place} uses a TypeScript ${syntax}. Node runs your file by removing the types, and this syntax cannot be removed. ${INSTEAD[syntax] ?? 'Write it as plain JavaScript.'}`;
  }
  const missing = /Cannot find package '([^']+)'/.exec(output);
  if (missing) {
    return `Your program imports the package "${missing[1]}", which this lab does not have. Use Node itself and the packages in package.json.`;
  }
  if (output.includes('ERR_ACCESS_DENIED')) {
    const permission = /permission: '(\w+)'/.exec(output)?.[1] ?? 'unknown';
    const resource = /resource: '([^']+)'/.exec(output)?.[1];
    return `Your program tried something that a lab may not do: ${permission}${resource ? ` of ${resource}` : ''}. Labs read and write in their own folder and start no other programs.`;
  }
  return `Your program ended before it was ready. It said:\n${tail(output) || '(nothing)'}`;
}
