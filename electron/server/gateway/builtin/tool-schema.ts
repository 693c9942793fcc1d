import type { GbnfJsonSchema } from 'node-llama-cpp';
import { asArray, asObject, isObject, type JsonObject } from '../json.ts';

const SCALARS = ['string', 'number', 'integer', 'boolean', 'null'] as const;
type Scalar = (typeof SCALARS)[number];

const MOST_DEPTH = 24;

/**
 * A tool's schema in the words of node-llama-cpp's grammar. It knows no optional keys, so an optional one may be null,
 * which `withoutEmptyOptionals` takes out again. What it cannot say (patterns, ranges) is left to the tool to check.
 */
export function toGbnfSchema(schema: JsonObject, root: JsonObject = schema, depth = 0): GbnfJsonSchema {
  const description = typeof schema.description === 'string' ? { description: schema.description } : {};
  const next = (inner: unknown): GbnfJsonSchema => toGbnfSchema(asObject(inner), root, depth + 1);
  if (depth > MOST_DEPTH) return { type: [...SCALARS] };
  if (typeof schema.$ref === 'string') return next(targetOf(schema.$ref, root));
  if (schema.const !== undefined && !isObject(schema.const) && !Array.isArray(schema.const))
    return { const: schema.const as string, ...description };
  if (Array.isArray(schema.enum)) return { enum: schema.enum as string[], ...description };
  const variants = asArray(schema.anyOf ?? schema.oneOf);
  if (variants.length > 0) return { oneOf: variants.map(next), ...description };
  if (Array.isArray(schema.allOf))
    return next(Object.assign({}, schema, { allOf: undefined }, ...asArray(schema.allOf)));
  if (Array.isArray(schema.type))
    return { oneOf: schema.type.map((type) => next({ ...schema, type })), ...description };
  if (schema.type === 'array') return { type: 'array', items: next(schema.items ?? {}), ...description };
  if (schema.type === 'object' || isObject(schema.properties)) return objectSchema(schema, next);
  if (SCALARS.includes(schema.type as Scalar)) return { type: schema.type as Scalar, ...description };
  return { type: [...SCALARS], ...description };
}

function objectSchema(schema: JsonObject, next: (inner: unknown) => GbnfJsonSchema): GbnfJsonSchema {
  const required = asArray(schema.required);
  const entries = Object.entries(asObject(schema.properties));
  if (entries.length === 0) return { type: 'object', additionalProperties: true };
  const properties = entries.map(([key, property]): [string, GbnfJsonSchema] => [
    key,
    required.includes(key) ? next(property) : { oneOf: [next(property), { type: 'null' }] },
  ]);
  return { type: 'object', properties: Object.fromEntries(properties) };
}

function targetOf(ref: string, root: JsonObject): unknown {
  const keys = ref.replace(/^#\//, '').split('/');
  return keys.reduce<unknown>(
    (at, key) => asObject(at)[key.replaceAll('~1', '/').replaceAll('~0', '~')],
    root,
  );
}

/** Takes out the nulls of optional keys, wherever the schema has them. */
export function withoutEmptyOptionals(
  value: unknown,
  schema: JsonObject,
  root: JsonObject = schema,
): unknown {
  const own = typeof schema.$ref === 'string' ? asObject(targetOf(schema.$ref, root)) : schema;
  if (Array.isArray(value)) return value.map((one) => withoutEmptyOptionals(one, asObject(own.items), root));
  if (!isObject(value)) return value;
  const required = asArray(own.required);
  const properties = asObject(own.properties);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, inner]) => inner !== null || required.includes(key) || properties[key] === undefined)
      .map(([key, inner]) => [key, withoutEmptyOptionals(inner, asObject(properties[key]), root)]),
  );
}
