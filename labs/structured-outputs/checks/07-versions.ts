import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { incident, KEYS, rightFields, type Version } from './lib/incident.ts';
import { asResult, expectProblems, expectRecord } from './lib/results.ts';
import { expectDraftSchema } from './lib/schema.ts';
import { saying } from './lib/script.ts';
import { bodyOf, expectCalls, fn } from './lib/wire.ts';

type Ladders = Record<string, Record<string, string[]>>;

const checks: DefineChecks = (check) => [
  check('schemas', 'Each version has its own schema', async (t) => {
    const schemaSent = (): unknown => bodyOf(t.gateway.messages().at(-1)).output_config?.format?.schema;
    for (const version of t.random.shuffle([1, 2] as Version[])) {
      const { text, draft } = incident(t, { version });
      t.gateway.plan([saying(draft)]);
      await t.call('extract', { text, version });
      const where = `output_config.format.schema of version ${version}`;
      expectDraftSchema(t, schemaSent(), { where, version });
    }
    const { text, draft, record } = incident(t);
    t.gateway.plan([saying(draft)]);
    const result = await t.call('extract', { text });
    expectDraftSchema(t, schemaSent(), { where: 'output_config.format.schema without a version' });
    expectRecord(t, result, { what: `${fn(t, 'extract')} without a version`, record });
  }),

  check('second-version', 'Version 2 has seconds, a ticket and a fourth severity', async (t) => {
    for (const without of [[], t.random.sample(['ticket', 'duration', 'cost', 'severity'], 2)]) {
      const { text, draft, record } = incident(t, { version: 2, without });
      const what = `${fn(t, 'toRecord')} with version 2`;
      expectRecord(t, await t.call('toRecord', { draft, version: 2 }), { what, record });
      for (const via of ['format', 'tool'] as const) {
        t.gateway.plan([saying(draft, via)]);
        const result = await t.call('extract', { text, via, version: 2 });
        expectRecord(t, result, { what: `${fn(t, 'extract')} with version 2 and via "${via}"`, record });
      }
    }
  }),

  check('new-field', 'The new field is checked like the others', async (t) => {
    const { text, draft, record } = incident(t, { version: 2, without: ['ticket'] });
    t.gateway.plan([saying({ ...draft, ticket: 'INC-0000' }), saying(draft)]);
    const result = await t.call('extract', { text, version: 2 });
    expectCalls(t, 2, `${fn(t, 'extract')} should send back a ticket that the report does not have.`);
    expectRecord(t, result, { what: `${fn(t, 'extract')} with version 2`, record });
    const { ticket: _, ...rest } = draft;
    expectProblems(t, await t.call('toRecord', { draft: rest, version: 2 }), {
      what: `${fn(t, 'toRecord')} with version 2 for a draft without "ticket"`,
      fields: ['ticket'],
    });
  }),

  check('ladders', 'The same word is another severity in another version', async (t) => {
    const ladders = JSON.parse(t.data('severities.json')) as Ladders;
    for (const [version, ladder] of Object.entries(ladders)) {
      for (const [level, others] of Object.entries(ladder)) {
        const { draft, record } = incident(t, { version: Number(version) as Version });
        const severity = t.random.pick([level, ...others]);
        const result = await t.call('toRecord', { draft: { ...draft, severity }, version: Number(version) });
        const what = `${fn(t, 'toRecord')} with version ${version} for the severity ${JSON.stringify(severity)}`;
        expectRecord(t, result, { what, record: { ...record, severity: level } });
      }
    }
    const { draft } = incident(t);
    expectProblems(t, await t.call('toRecord', { draft: { ...draft, severity: 'sev4' }, version: 1 }), {
      what: `${fn(t, 'toRecord')} with version 1 for the severity "sev4"`,
      fields: ['severity'],
    });
  }),

  check('unknown-version', 'A version that does not exist is refused before any call', async (t) => {
    const { text, draft } = incident(t);
    const version = t.random.int(3, 9);
    const refused = { fields: ['version'], why: `there is no version ${version}` };
    const record = await t.call('toRecord', { draft, version });
    expectProblems(t, record, { what: `${fn(t, 'toRecord')} with version ${version}`, ...refused });
    const result = await t.call('extract', { text, version });
    expectProblems(t, result, { what: `${fn(t, 'extract')} with version ${version}`, ...refused });
    expectCalls(t, 0, `${fn(t, 'extract')} should not ask the model for a version that does not exist.`);
  }),

  check('migrated', 'A stored record of version 1 becomes one of version 2', async (t) => {
    for (const without of [[], t.random.sample(KEYS[1], 2), ['duration']]) {
      const { record } = incident(t, { without });
      const { durationMinutes, ...rest } = record;
      const durationSeconds = durationMinutes === null ? null : Number(durationMinutes) * 60;
      const wanted = { ...rest, version: 2, durationSeconds, ticket: null };
      const what = `${fn(t, 'migrate')} for ${JSON.stringify(record)}`;
      expectRecord(t, await t.call('migrate', { record }), { what, record: wanted });
    }
    const { record } = incident(t, { version: 2, without: [t.random.pick(['duration', 'ticket', 'cost'])] });
    const what = `${fn(t, 'migrate')} for a record of version 2`;
    expectRecord(t, await t.call('migrate', { record }), { what, record });
    expectCalls(t, 0, `${fn(t, 'migrate')} should ask no model: all that it needs is in the record.`);
  }),

  check('not-migrated', 'Records of the future, and things that are no records, are refused', async (t) => {
    const { record } = incident(t, { version: 2 });
    const { version: _, ...unversioned } = record;
    for (const value of [
      { ...record, version: t.random.int(3, 9) },
      unversioned,
      { ...record, version: '1' },
      null,
      'v1',
    ]) {
      const what = `${fn(t, 'migrate')} for ${JSON.stringify(value)}`;
      expectProblems(t, await t.call('migrate', { record: value }), { what, fields: ['version'] });
    }
  }),

  check('live-version', 'A real model fills in version 2', { live: true }, async (t: CheckTools) => {
    await t.passRate(6, 0.5, async () => {
      const { text, record } = incident(t, { version: 2 });
      const result = asResult(await t.call('extract', { text, version: 2 }, { timeoutMs: 60_000 }));
      return result.status === 'ok' && rightFields(result.record, record) >= Object.keys(record).length - 1;
    });
  }),
];

export default checks;
