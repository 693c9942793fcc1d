type Schema = Record<string, unknown>;

const isObject = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a JSON Schema accepts a value. Knows the keywords that say which types, keys and values there are. */
export function accepts(schema: unknown, value: unknown, root: unknown = schema): boolean {
  if (schema === true || schema === undefined) return true;
  if (!isObject(schema)) return false;
  const next = (inner: unknown, of: unknown = value): boolean => accepts(inner, of, root);
  if (typeof schema['$ref'] === 'string' && !next(target(root, schema['$ref']))) return false;
  if (schema['type'] !== undefined && ![schema['type']].flat().some((type) => isOfType(value, type)))
    return false;
  if (Array.isArray(schema['enum']) && !schema['enum'].includes(value)) return false;
  if (schema['const'] !== undefined && schema['const'] !== value) return false;
  const { anyOf, oneOf, allOf } = schema;
  if (Array.isArray(anyOf) && !anyOf.some((one) => next(one))) return false;
  if (Array.isArray(oneOf) && oneOf.filter((one) => next(one)).length !== 1) return false;
  if (Array.isArray(allOf) && !allOf.every((one) => next(one))) return false;
  return !isObject(value) || acceptsKeys(schema, value, next);
}

function acceptsKeys(schema: Schema, value: Schema, next: (inner: unknown, of: unknown) => boolean): boolean {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const { required, additionalProperties } = schema;
  if (Array.isArray(required) && !required.every((key) => Object.hasOwn(value, String(key)))) return false;
  return Object.entries(value).every(([key, inner]) =>
    next(Object.hasOwn(properties, key) ? properties[key] : additionalProperties, inner),
  );
}

function isOfType(value: unknown, type: unknown): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return isObject(value);
  if (type === 'integer') return Number.isInteger(value);
  return typeof value === type;
}

/** What `#/$defs/name` points at. */
function target(root: unknown, ref: string): unknown {
  return ref
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), root);
}
