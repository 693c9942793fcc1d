import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import { accepts } from './accepts.ts';
import { incident, KEYS, LEVELS, type Version } from './incident.ts';

/**
 * Holds the learner's schema against drafts that it should let through and drafts that it should not, so that every
 * right way to write it passes.
 * @param where `output_config.format.schema`: how messages name it
 */
export function expectDraftSchema(
  t: CheckTools,
  schema: unknown,
  { where, version = 1 }: { where: string; version?: Version },
): void {
  const { draft } = incident(t, { version });
  const lets = (value: unknown): boolean => accepts(schema, value);
  const isSchema = typeof schema === 'object' && schema !== null;
  t.expect.that(isSchema, `The call to the model should carry a JSON Schema in ${where}.`);
  for (const severity of LEVELS[version]) {
    t.expect.that(lets({ ...draft, severity }), {
      message: `${where} should accept this draft. It needs the keys ${KEYS[version].join(', ')}: texts, or null.`,
      expected: { ...draft, severity },
      actual: schema,
    });
  }
  for (const key of KEYS[version]) {
    const rest = Object.fromEntries(Object.entries(draft).filter(([name]) => name !== key));
    t.expect.that(lets({ ...draft, [key]: null }), {
      message: `${where} should allow null for "${key}". A model that may not say null has to invent something.`,
      actual: schema,
    });
    t.expect.that(!lets(rest), {
      message: `${where} should require "${key}". A key that may be left out is forgotten sooner or later.`,
      actual: schema,
    });
    t.expect.that(!lets({ ...draft, [key]: t.random.int(1, 99) }), {
      message: `${where} should not allow a number for "${key}". The model copies words, your code converts them.`,
      actual: schema,
    });
  }
  t.expect.that(!lets({ ...draft, [t.random.word(9)]: null }), {
    message: `${where} should allow no other keys: additionalProperties is false.`,
    actual: schema,
  });
  for (const severity of [t.random.word(7), version === 1 ? 'critical' : 'blocker']) {
    t.expect.that(!lets({ ...draft, severity }), {
      message: `${where} should allow only ${LEVELS[version].join(', ')} and null for "severity", not "${severity}".`,
      actual: schema,
    });
  }
}
