import { asArray, asObject, asString, isObject, type JsonObject } from '../json.ts';

/** A schema that the grammar cannot hold to. */
export class UnsupportedSchema extends Error {}

/** Keywords that a grammar of this kind cannot enforce; an answer could silently break them. */
const UNENFORCED = (
  'pattern format minLength maxLength minimum maximum exclusiveMinimum exclusiveMaximum multipleOf ' +
  'minItems maxItems uniqueItems not if patternProperties prefixItems contains'
).split(' ');

/** JSON without white space, which is how the model was trained to write it. */
const BASE = String.raw`
string ::= "\"" ([^"\\\x00-\x1F\x7F] | "\\" (["\\/bfnrt] | "u" [0-9a-fA-F] [0-9a-fA-F] [0-9a-fA-F] [0-9a-fA-F]))* "\""
integer ::= "-"? ("0" | [1-9] [0-9]*)
number ::= integer ("." [0-9]+)? ([eE] [-+]? [0-9]+)?
boolean ::= "true" | "false"
null ::= "null"
pair ::= string ":" value
object ::= "{" (pair ("," pair)*)? "}"
array ::= "[" (value ("," value)*)? "]"
value ::= object | array | string | number | boolean | null
`;

const PLAIN = new Set(['string', 'integer', 'number', 'boolean', 'null']);

export interface GrammarOptions {
  /** Refuse what cannot be enforced (structured outputs) or ignore it (tool arguments, which nobody guarantees). */
  strict: boolean;
}

/** A GBNF grammar for JSON that fits a schema. Keys come in the schema's order; optional ones may be left out. */
export function schemaGrammar(schema: JsonObject, { strict }: GrammarOptions): string {
  const sheet = createSheet(schema, { strict, prefix: 'r' });
  const start = ruleFor(sheet, schema);
  return `root ::= ${start}\n${sheet.rules.join('\n')}${BASE}`;
}

/** A grammar for one tool call, `{"name":...,"arguments":{...}}`, with any of the tools. */
export function toolCallGrammar(tools: readonly JsonObject[]): string {
  const alternatives: string[] = [];
  const rules: string[] = [];
  for (const [i, tool] of tools.entries()) {
    const schema = asObject(tool.input_schema);
    const sheet = createSheet(schema, { strict: false, prefix: `t${i}` });
    const args = ruleFor(sheet, { type: 'object', ...schema });
    rules.push(...sheet.rules);
    const name = JSON.stringify(asString(tool.name) ?? '');
    alternatives.push(`${literal(`{"name":${name},"arguments":`)} ${args} "}"`);
  }
  return `root ::= ${alternatives.join(' | ')}\n${rules.join('\n')}${BASE}`;
}

/** The rules of one schema while they are written. */
interface Sheet {
  readonly root: JsonObject;
  readonly strict: boolean;
  readonly rules: string[];
  /** The rule of each `$ref` that was met, so that a schema may refer to itself. */
  readonly refs: Map<string, string>;
  freshName(): string;
}

function createSheet(root: JsonObject, { strict, prefix }: GrammarOptions & { prefix: string }): Sheet {
  let count = 0;
  return { root, strict, rules: [], refs: new Map(), freshName: () => `${prefix}-${(count += 1)}` };
}

/** Writes a rule and gives its name. */
function define(sheet: Sheet, text: string, name = sheet.freshName()): string {
  sheet.rules.push(`${name} ::= ${text}`);
  return name;
}

/** The name of the rule, or the literal, that a value of this schema has to match. */
function ruleFor(sheet: Sheet, schema: JsonObject): string {
  const unenforced = sheet.strict && UNENFORCED.find((keyword) => schema[keyword] !== undefined);
  if (unenforced) throw new UnsupportedSchema(`"${unenforced}" cannot be enforced`);
  const oneOf = (alternatives: string[]): string => define(sheet, alternatives.join(' | '));
  if (typeof schema.$ref === 'string') return refRule(sheet, schema.$ref);
  if (schema.const !== undefined) return literal(JSON.stringify(schema.const));
  if (Array.isArray(schema.enum)) return oneOf(schema.enum.map((value) => literal(JSON.stringify(value))));
  const variants = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(variants)) return oneOf(variants.map((variant) => ruleFor(sheet, asObject(variant))));
  if (Array.isArray(schema.allOf)) {
    return ruleFor(sheet, Object.assign({}, schema, { allOf: undefined }, ...schema.allOf));
  }
  if (Array.isArray(schema.type))
    return oneOf(schema.type.map((type) => ruleFor(sheet, { ...schema, type })));
  const type = asString(schema.type) ?? (isObject(schema.properties) ? 'object' : 'any');
  if (PLAIN.has(type)) return type;
  if (type === 'object') return objectRule(sheet, schema);
  if (type !== 'array') return 'value';
  const item = isObject(schema.items) ? ruleFor(sheet, schema.items) : 'value';
  return define(sheet, `"[" (${item} ("," ${item})*)? "]"`);
}

function refRule(sheet: Sheet, ref: string): string {
  const known = sheet.refs.get(ref);
  if (known) return known;
  if (!ref.startsWith('#/')) throw new UnsupportedSchema(`$ref "${ref}" points outside the schema`);
  const keys = ref
    .slice(2)
    .split('/')
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const target = keys.reduce<unknown>((at, key) => asObject(at)[key], sheet.root);
  if (!isObject(target)) throw new UnsupportedSchema(`$ref "${ref}" points at nothing`);
  const name = sheet.freshName();
  sheet.refs.set(ref, name);
  return define(sheet, ruleFor(sheet, target), name);
}

function objectRule(sheet: Sheet, schema: JsonObject): string {
  const properties = Object.entries(asObject(schema.properties));
  if (properties.length === 0) return 'object';
  const required = asArray(schema.required);
  const pairs = properties.map(([key, property]) => ({
    text: `${literal(`${JSON.stringify(key)}:`)} ${ruleFor(sheet, asObject(property))}`,
    isRequired: required.includes(key),
  }));
  // From the last key to the first: what may follow, with and without a comma in front.
  let after = { first: '""', later: '""' };
  for (const { text, isRequired } of pairs.toReversed()) {
    const taken = `${text} ${after.later}`;
    after = {
      first: define(sheet, isRequired ? taken : `${taken} | ${after.first}`),
      later: define(sheet, isRequired ? `"," ${taken}` : `"," ${taken} | ${after.later}`),
    };
  }
  return define(sheet, `"{" ${after.first} "}"`);
}

/** A GBNF string literal. */
function literal(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}
