import { LineCounter, isAlias, isMap, isSeq, parseDocument, visit, type Document, type Node } from 'yaml';
import type { z } from 'zod';
import type { CurriculumProblem } from '../shared/curriculum.ts';

/** A problem in a data file that people write: where it is and what is wrong there. */
export type DataProblem = CurriculumProblem;
export type FieldPath = readonly PropertyKey[];

/** A data file after parsing. `value` is undefined when anything is wrong with it. */
export interface ParsedYaml<T> {
  value: T | undefined;
  problems: DataProblem[];
  /** A problem at a field of this file; `key` points at the field's name instead of its value. */
  problem(field: FieldPath, message: string, options?: { key?: boolean }): DataProblem;
}

/** Plain reuse of a block is fine; a bomb multiplies aliases and goes far past this. */
const MAX_ALIASES = 20;
/** Far deeper than any file that a person writes. */
const MAX_DEPTH = 100;
/** What is wrong in one file beyond this many places follows from the first ones. */
const MAX_PROBLEMS = 20;
const TOO_DEEP = 'This file is nested too deeply to read.';

/** Writes a field path as people do: `phases[1].targets[0].id`. The whole file is `(file)`. */
export function fieldName(field: FieldPath): string {
  const name = field.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
  return name === '' ? '(file)' : name;
}

/** The offset of the deepest part of `field` that exists: a missing key is shown at its parent. */
function offsetOf(doc: Document, field: FieldPath, key: boolean): number {
  let node: unknown = doc.contents;
  let offset = 0;
  const enter = (next: unknown): void => {
    node = next;
    const range = (next as Node | null)?.range;
    if (range) offset = range[0];
  };
  enter(node);
  for (const [depth, part] of field.entries()) {
    if (isAlias(node)) node = node.resolve(doc);
    if (isSeq(node) && typeof part === 'number') {
      enter(node.items[part]);
    } else if (isMap(node)) {
      const pair = node.items.find((item) => String(item.key) === String(part));
      if (!pair) break;
      enter(pair.key);
      if (key && depth === field.length - 1) break;
      if (pair.value) enter(pair.value);
    } else {
      break;
    }
  }
  return offset;
}

/**
 * The offset at which a text nests too deeply, or -1. The parser recurses, and 1 MB of brackets holds it up for
 * seconds; brackets inside quotes count too, which only matters for text that has a hundred of them unclosed.
 */
function tooDeepAt(text: string): number {
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    depth = bracket === '[' || bracket === '{' ? depth + 1 : Math.max(0, depth - 1);
    if (depth > MAX_DEPTH) return index;
  }
  return text.search(/(?:[-?] ){100}/);
}

function firstAlias(doc: Document): number {
  let offset = 0;
  visit(doc, {
    Alias(_key, node) {
      offset = node.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return offset;
}

/** Puts an issue of the schema into words, with the name of a key that does not belong at its own place. */
function fromIssue(issue: z.core.$ZodIssue, at: ParsedYaml<unknown>['problem']): DataProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) =>
      at([...issue.path, name], `"${name}" is not a field here.`, { key: true }),
    );
  }
  return [at(issue.path, issue.message)];
}

/**
 * Parses a YAML text and holds it against a schema.
 * @param source the text, and the file's name as people should see it
 * @returns the value, or every problem with its line and column (from 1) and field; never throws for bad text
 */
export function parseYaml<T>(schema: z.ZodType<T>, source: { file: string; text: string }): ParsedYaml<T> {
  const lines = new LineCounter();
  const place = (offset: number, field: string, message: string): DataProblem => {
    const { line, col } = lines.linePos(offset);
    return { file: source.file, line: Math.max(1, line), column: Math.max(1, col), field, message };
  };
  const broken = (problems: DataProblem[]): ParsedYaml<T> => ({
    value: undefined,
    problems,
    problem: (field, message) => place(0, fieldName(field), message),
  });

  const deep = tooDeepAt(source.text);
  if (deep !== -1) {
    lines.addNewLine(0);
    for (const { index } of source.text.slice(0, deep).matchAll(/\n/g)) lines.addNewLine(index + 1);
    return broken([place(deep, '(file)', TOO_DEEP)]);
  }
  const doc = parseDocument(source.text, { lineCounter: lines, prettyErrors: false });
  const faults = [...doc.errors, ...doc.warnings];
  if (faults.length > 0) {
    return broken(
      faults.slice(0, MAX_PROBLEMS).map((fault) => place(fault.pos[0], '(syntax)', fault.message)),
    );
  }

  const problem: ParsedYaml<T>['problem'] = (field, message, options = {}) =>
    place(offsetOf(doc, field, options.key ?? false), fieldName(field), message);
  let raw: unknown;
  try {
    raw = doc.toJS({ maxAliasCount: MAX_ALIASES });
  } catch (error) {
    if (!(error instanceof ReferenceError || error instanceof RangeError)) throw error;
    return broken([
      place(firstAlias(doc), '(file)', 'Too many aliases (*name) in this file; write the values out.'),
    ]);
  }
  const result = schema.safeParse(raw);
  if (result.success) return { value: result.data, problems: [], problem };
  return {
    value: undefined,
    problems: result.error.issues.flatMap((issue) => fromIssue(issue, problem)),
    problem,
  };
}
