import { failure, type ApiFailure } from '../api-error.ts';
import { isObject, type JsonObject } from '../json.ts';

/**
 * What becomes of one field when a request is put into the other API's words. Nothing vanishes without a word:
 * `mapped` has a counterpart; `noted` is a hint that cannot change an answer, is left out, and is named in a header of
 * the answer; `refused` ends the call with 400, unless the value says no more than leaving the field out would.
 */
export type Rule =
  | { kind: 'mapped'; to: string }
  | { kind: 'noted'; why: string }
  | { kind: 'refused'; advice: string; sameAsAbsent: readonly unknown[] };

export type Rules = Readonly<Record<string, Rule>>;

export const mapped = (to: string): Rule => ({ kind: 'mapped', to });
export const noted = (why: string): Rule => ({ kind: 'noted', why });
export const refused = (advice: string, ...sameAsAbsent: unknown[]): Rule => ({
  kind: 'refused',
  advice,
  sameAsAbsent,
});

/** A request that has no counterpart. Thrown inside a translation only, and turned into a result at its edge. */
export class Untranslatable extends Error {
  readonly field: string;
  constructor(field: string, advice: string) {
    super(`${field}: ${advice}`);
    this.field = field;
  }
}

/** A translation under way: where the request goes, and what was left out of it so far. */
export interface Translation {
  /** Who cannot take the field, as it is called in a refusal. */
  target: string;
  leftOut: Set<string>;
}

/** A translated request, and the names of the hints that are not in it. */
export interface Translated {
  body: JsonObject;
  leftOut: readonly string[];
}

/**
 * Holds every field of an object against its rules. A field that no rule knows is refused: it may matter.
 * @param where the path of the object in the request; '' for the request itself
 * @throws Untranslatable for the first field that has no counterpart
 */
export function check(object: JsonObject, rules: Rules, at: { where: string; in: Translation }): void {
  for (const [name, value] of Object.entries(object)) {
    if (value === null || value === undefined) continue;
    const field = at.where ? `${at.where}.${name}` : name;
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule) throw new Untranslatable(field, `${at.in.target} has no such field. Leave it out.`);
    if (rule.kind === 'noted') at.in.leftOut.add(name);
    if (rule.kind === 'refused' && !rule.sameAsAbsent.some((same) => isSame(same, value))) {
      throw new Untranslatable(field, `${at.in.target} has no counterpart. ${rule.advice}`);
    }
  }
}

function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) || isObject(a)) return JSON.stringify(a) === JSON.stringify(b);
  return a === b;
}

/** Runs a translation; what cannot be translated becomes a 400 that names the field. */
export function translating(
  target: string,
  work: (translation: Translation) => JsonObject,
): Translated | ApiFailure {
  const translation: Translation = { target, leftOut: new Set() };
  try {
    return { body: work(translation), leftOut: [...translation.leftOut] };
  } catch (error) {
    if (error instanceof Untranslatable)
      return failure(400, error.message, {
        param: error.field,
        details: { error_code: 'unsupported_field' },
      });
    throw error;
  }
}

/** The header that names what a translation left out. */
export const LEFT_OUT_HEADER = 'x-cairn-left-out';
