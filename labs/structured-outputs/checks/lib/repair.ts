import type { RecordedCall } from '../../../../electron/server/gateway/types.ts';
import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import { bodyOf, turnsOf, words, type Turn } from './wire.ts';

/** A call goes on from an earlier one: the same instructions and limits, the same turns, and then more. */
export function expectSameQuestion(
  t: CheckTools,
  first: RecordedCall | undefined,
  later: RecordedCall | undefined,
): void {
  const [a, b] = [bodyOf(first), bodyOf(later)];
  for (const key of ['system', 'output_config', 'tools', 'tool_choice'] as const) {
    t.expect.equal(
      b[key],
      a[key],
      `A later call for the same report should have the same ${key} as the first.`,
    );
  }
  t.expect.equal(
    turnsOf(later)[0],
    turnsOf(first)[0],
    'A later call for the same report should begin with the same message: the report.',
  );
}

/** The last turn of a call is the user's, and tells the model all of this. */
export function expectObjection(
  t: CheckTools,
  call: RecordedCall | undefined,
  told: readonly string[],
): Turn | undefined {
  const last = turnsOf(call).at(-1);
  const text = words(last?.content);
  t.expect.that(last?.role === 'user' && turnsOf(call).length > 1, {
    message: 'The call that repairs should end with a user message about the problems.',
    actual: bodyOf(call).messages,
  });
  for (const part of told) {
    t.expect.that(text.includes(part), {
      message: `The message that asks for a repair should name the field and carry the message of its problem: "${part}" is missing.`,
      expected: told,
      actual: text,
    });
  }
  return last;
}

/** A call of the model sees its own bad answer again. */
export function expectOwnAnswer(t: CheckTools, call: RecordedCall | undefined, answer: string): void {
  const own = turnsOf(call).filter(({ role }) => role === 'assistant');
  t.expect.that(words(own.at(-1)?.content).includes(answer.trim()), {
    message:
      'The call that repairs should have the bad answer as an assistant message, before the objection.',
    expected: answer,
    actual: bodyOf(call).messages,
  });
}
