import { createHash } from 'node:crypto';
import type { JsonSchemaType, Tool } from '@modelcontextprotocol/client';
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/client/validators/ajv';

/** @returns what is wrong with the arguments, or null */
export type Validate = (args: unknown) => string | null;

/** Undefined for a schema that is none. */
export function compileSchema(schema: object): Validate | undefined {
  try {
    // One for each: a validator takes two schemas with the same $id for one, and a server could loosen another's.
    const validate = new AjvJsonSchemaValidator().getValidator(schema as JsonSchemaType);
    return (args) => validate(args).errorMessage ?? null;
  } catch {
    return undefined;
  }
}

/** Takes out what a person cannot see and a model can read: control characters, and those that have no width. */
export function cleanText(text: string): string {
  return text.replaceAll(/[^\P{C}\n\t]/gu, '').trim();
}

/** A schema whose texts for readers are clean. What it demands stays as it is. */
export function cleanSchema<T>(schema: T): T {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) =>
    typeof value === 'string' && (key === 'description' || key === 'title') ? cleanText(value) : value,
  ) as T;
}

/** Changes when anything about a tool changes but the order in which it was written. */
export function hashOf(definition: Tool): string {
  const { name, title, description, inputSchema, outputSchema, annotations } = definition;
  const all = { name, title, description, inputSchema, outputSchema, annotations };
  return createHash('sha256').update(JSON.stringify(all, sortKeys)).digest('hex');
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
