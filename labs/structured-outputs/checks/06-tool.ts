import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { incident, rightFields } from './lib/incident.ts';
import { expectObjection, expectSameQuestion } from './lib/repair.ts';
import { asResult, expectProblems, expectRecord, expectStatus } from './lib/results.ts';
import { expectDraftSchema } from './lib/schema.ts';
import { saying, spoiled, TOOL, withWords } from './lib/script.ts';
import { blocks, bodyOf, expectCalls, fn, turnsOf } from './lib/wire.ts';

const extract = (t: CheckTools, text: string): Promise<unknown> => t.call('extract', { text, via: 'tool' });
const name = (t: CheckTools): string => `${fn(t, 'extract')} with via "tool"`;

/** The call goes on from a tool call as the API wants it: the call again, then its result, an error. */
function expectToolError(t: CheckTools, call: Parameters<typeof turnsOf>[0], told: readonly string[]): void {
  const [own] = turnsOf(call)
    .slice(-2)
    .flatMap(blocks)
    .filter(({ type }) => type === 'tool_use');
  t.expect.that(own !== undefined && turnsOf(call).at(-2)?.role === 'assistant', {
    message:
      'The call that repairs should have the bad tool call as an assistant message, before the objection.',
    actual: bodyOf(call).messages,
  });
  const result = blocks(turnsOf(call).at(-1)).find(({ type }) => type === 'tool_result');
  t.expect.that(result !== undefined, {
    message:
      'A bad tool call should be answered with a tool_result block: the API refuses a call without its result.',
    actual: turnsOf(call).at(-1),
  });
  t.expect.equal(
    result?.['tool_use_id'],
    own?.['id'],
    'The tool_result should carry the id of its tool call in tool_use_id.',
  );
  t.expect.equal(
    result?.['is_error'],
    true,
    'The tool_result of a bad call should have is_error, so that the model knows.',
  );
  expectObjection(t, call, told);
}

const checks: DefineChecks = (check) => [
  check('tool-on-the-wire', 'One tool with the schema, and the model has to call it', async (t) => {
    const { text, draft } = incident(t);
    t.gateway.plan([saying(draft, 'tool')]);
    await extract(t, text);
    const body = bodyOf(t.gateway.messages()[0]);
    t.expect.equal(
      (body.tools ?? []).map((tool) => tool.name),
      [TOOL],
      `The call should offer one tool, ${TOOL}.`,
    );
    t.expect.match(
      body.tool_choice,
      { type: 'tool', name: TOOL },
      'The call should force the tool with tool_choice. A model that may choose answers in prose some day.',
    );
    t.expect.that(
      body.output_config?.format === undefined,
      'The call should have no output_config.format: the tool has the schema.',
    );
    expectDraftSchema(t, body.tools?.[0]?.input_schema, { where: 'input_schema' });
  }),

  check('record-from-call', 'The record comes from the tool call', async (t) => {
    const { text, draft, record } = incident(t, {
      without: [t.random.pick(['cost', 'duration', 'severity'])],
    });
    t.gateway.plan([saying(draft, 'tool')]);
    const result = await extract(t, text);
    expectCalls(t, 1, `${name(t)} should ask once when the tool call is good.`);
    expectRecord(t, result, { what: name(t), record });
  }),

  check('tool-repaired', 'A bad tool call gets its problems as an error', async (t) => {
    const { text, draft, record } = incident(t);
    const field = t.random.pick(['date', 'duration', 'cost'] as const);
    const bad = spoiled(t, draft, field);
    t.gateway.plan([saying(bad.draft, 'tool'), saying(draft, 'tool')]);
    const result = await extract(t, withWords(text, bad.words));
    expectCalls(
      t,
      2,
      `${name(t)} should ask a second time when "${field}" is ${JSON.stringify(bad.words)}: no schema can rule that out.`,
    );
    const [first, second] = t.gateway.messages();
    expectSameQuestion(t, first, second);
    expectToolError(t, second, [field, bad.words]);
    expectRecord(t, result, { what: name(t), record });
  }),

  check('empty-call', 'A tool call with nothing in it is sent back', async (t) => {
    const { text, draft, record } = incident(t);
    t.gateway.plan([{ kind: 'malformed-tool', tool: TOOL }, saying(draft, 'tool')]);
    const result = await extract(t, text);
    expectCalls(t, 2, `${name(t)} should ask a second time when the tool call has no fields.`);
    expectToolError(t, t.gateway.messages()[1], []);
    expectRecord(t, result, { what: name(t), record });
  }),

  check('invented-in-call', 'An invention in a tool call is sent back', async (t) => {
    const { text, draft, record } = incident(t, { without: ['cost'] });
    t.gateway.plan([saying({ ...draft, cost: '$98,765' }, 'tool'), saying(draft, 'tool')]);
    const result = await extract(t, text);
    expectCalls(t, 2, `${name(t)} should send back a cost that the report does not have.`);
    expectToolError(t, t.gateway.messages()[1], ['cost', '$98,765']);
    expectRecord(t, result, { what: name(t), record });
  }),

  check('no-call', 'An answer without a tool call is sent back', async (t) => {
    const { text, draft, record } = incident(t);
    t.gateway.plan([{ kind: 'answer', text: 'I have recorded the incident.' }, saying(draft, 'tool')]);
    const result = await extract(t, text);
    expectCalls(t, 2, `${name(t)} should ask a second time when the model answers in words.`);
    expectObjection(t, t.gateway.messages()[1], []);
    expectRecord(t, result, { what: name(t), record });
  }),

  check('same-bounds', 'Three calls, cuts and refusals are as before', async (t) => {
    const { text, draft } = incident(t);
    const bad = spoiled(t, draft, 'cost');
    t.gateway.plan([{ ...saying(bad.draft, 'tool'), match: 'every' }]);
    expectProblems(t, await extract(t, withWords(text, bad.words)), { what: name(t), fields: ['cost'] });
    expectCalls(t, 3, `${name(t)} should give up after three bad tool calls.`);
    t.gateway.plan([
      { ...saying({ service: draft.service }, 'tool', { stopReason: 'max_tokens' }), match: 'every' },
    ]);
    const why = 'both tool calls were cut by max_tokens';
    expectStatus(t, await extract(t, text), { what: name(t), status: 'truncated', why });
    t.gateway.plan([{ kind: 'refusal', match: 'every' }]);
    expectStatus(t, await extract(t, text), { what: name(t), status: 'refused' });
    expectCalls(
      t,
      6,
      `${name(t)} should need three calls, then two for the cut answers, and one for the refusal.`,
    );
  }),

  check('live-tool', 'A real model calls the tool', { live: true, needs: 'strong' }, async (t) => {
    await t.passRate(4, 0.75, async () => {
      const { text, record } = incident(t);
      const result = asResult(await t.call('extract', { text, via: 'tool' }, { timeoutMs: 60_000 }));
      return result.status === 'ok' && rightFields(result.record, record) >= Object.keys(record).length - 1;
    });
  }),
];

export default checks;
