import path from 'node:path';
import { tail } from '../../sandbox/tail.ts';
import type { CodePlace } from '../types.ts';

/** Puts the reason why a Python program did not start into words. */
export function explainStart(output: string, entry: string): string {
  const missing = /ModuleNotFoundError: No module named '([^']+)'/.exec(output);
  if (missing) {
    return `Your program imports the package "${missing[1]}", which this lab does not have. Use Python itself and the packages that the lab names.`;
  }
  const syntax = /File "([^"]+)", line (\d+)[\s\S]*?((?:Syntax|Indentation|Tab)Error: .*)/.exec(output);
  if (syntax) return `${path.basename(syntax[1]!)}:${syntax[2]} is not valid Python: ${syntax[3]}`;
  return `Your program ${entry} ended before it was ready. It said:\n${tail(output) || '(nothing)'}`;
}

/** The innermost frame of a traceback that is in the workspace: tracebacks name it last. */
export function placeOf(trace: string, workspace: string): CodePlace | undefined {
  let place: CodePlace | undefined;
  for (const [, file, line] of trace.matchAll(/File "([^"]+)", line (\d+)/g)) {
    const inside = path.relative(workspace, file!);
    if (!inside.startsWith('..') && !path.isAbsolute(inside))
      place = { file: inside.split(path.sep).join('/'), line: Number(line) };
  }
  return place;
}
