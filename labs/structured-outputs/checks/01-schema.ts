import type { DefineChecks } from '../../../electron/server/labs/checks.ts';
import { incident, KEYS, rightFields } from './lib/incident.ts';
import { expectDraftSchema } from './lib/schema.ts';
import { bodyOf, expectCalls, fn, turnsOf, words } from './lib/wire.ts';

const checks: DefineChecks = (check) => [
  check('draft-from-the-model', 'The draft is what the model answered', async (t) => {
    const { text, draft } = incident(t, { without: t.random.sample(KEYS[1], 2) });
    t.gateway.answer(JSON.stringify(draft, null, t.random.pick([0, 2])));
    const result = await t.call('draft', { text });
    expectCalls(t, 1, `${fn(t, 'draft')} should ask the model once.`);
    t.expect.equal(result, draft, `${fn(t, 'draft')} should give back the object that the model answered.`);
  }),

  check('report-is-sent', 'The model gets the report, its name and a limit', async (t) => {
    const { text, draft } = incident(t);
    const report = `${t.random.sentence()}\n\n  ${text}\n`;
    t.gateway.answer(JSON.stringify(draft));
    await t.call('draft', { text: report });
    const call = t.gateway.messages()[0];
    const body = bodyOf(call);
    t.expect.equal(body.model, t.model, 'The call should name the model of CAIRN_MODEL.');
    t.expect.that(
      turnsOf(call).some(({ role, content }) => role === 'user' && words(content).includes(report)),
      {
        message: 'A user message of the call should have the whole report, unchanged.',
        expected: report,
        actual: body.messages,
      },
    );
    const limit = body.max_tokens;
    t.expect.that(typeof limit === 'number' && limit >= 100 && limit <= 1000, {
      message: 'The call should have a max_tokens from 100 to 1000.',
      actual: limit,
    });
    t.expect.that(words(body.system).includes('null'), {
      message: 'The system prompt should name null as the value for what the report does not say.',
      actual: body.system,
    });
    t.expect.that(body.temperature === undefined, 'The call should have no temperature.');
  }),

  check('schema-on-the-wire', 'The call holds the answer to the schema', async (t) => {
    const { text, draft } = incident(t);
    t.gateway.answer(JSON.stringify(draft));
    await t.call('draft', { text });
    const format = bodyOf(t.gateway.messages()[0]).output_config?.format;
    t.expect.equal(
      format?.type,
      'json_schema',
      'The call should have output_config.format of the type json_schema.',
    );
    expectDraftSchema(t, format?.schema, { where: 'output_config.format.schema' });
  }),

  check('live-draft', 'A real model fills in the fields', { live: true }, async (t) => {
    await t.passRate(6, 0.5, async () => {
      const { text, draft } = incident(t);
      return rightFields(await t.call('draft', { text }, { timeoutMs: 30_000 }), draft) >= KEYS[1].length - 1;
    });
  }),
];

export default checks;
