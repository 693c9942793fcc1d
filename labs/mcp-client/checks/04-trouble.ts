import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { call, expectError, expectResult, resultsFor } from './lib/agent.ts';
import { ground } from './lib/ground.ts';
import { modelName, shownTools, until } from './lib/host.ts';
import { listChecks } from './lib/lists.ts';
import { expectFailed, expectGoodWorks, goodAndBad, someEra } from './lib/neighbours.ts';
import { openServer, tell, type CheckServer, type Trouble } from './lib/servers.ts';
import { someArgs, someTools } from './lib/tools.ts';

/** For servers that never answer: each look at them takes so long. */
const DEAD_MS = 700;
/** How long a tool takes that is too slow. */
const HANG_MS = 20_000;

const checks: DefineChecks = (check) => [
  check('dead', 'A server that does not answer takes nobody else down', async (t: CheckTools) => {
    const good = await openServer(t, { era: someEra(t), tools: someTools(t, 2) });
    const bad: CheckServer[] = [];
    for (const how of ['reset', { status: 500, text: '<h1>oops</h1>' }, 'silence', 'drip'] as const) {
      const server = await openServer(t, { tools: someTools(t, 1), policy: { timeoutMs: DEAD_MS } });
      server.interfere(() => how);
      bad.push(server);
    }
    tell(t, ...ground(t).shuffle([good, ...bad]));
    await expectGoodWorks(t, good);
    await expectFailed(t, bad, 'A server cannot be reached, or says nothing within its timeoutMs.');
  }),

  check('comes-back', 'A server that comes back is used again', async (t: CheckTools) => {
    const [good, bad] = await goodAndBad(t, { era: someEra(t) });
    bad.interfere(() => t.random.pick<Trouble>(['reset', { status: 503, text: 'later' }]));
    await expectFailed(t, [bad], 'A server cannot be reached.');
    bad.interfere(() => undefined);
    await expectGoodWorks(t, good);
    await expectGoodWorks(t, bad);
  }),

  check('hangs', 'A call that takes too long is an error', async (t: CheckTools) => {
    const [good, bad] = await goodAndBad(t);
    // A server that reports progress all the time is as slow as one that says nothing.
    for (const [i, tool] of bad.tools.entries()) {
      tool.run = async (_args, call) => {
        for (const end = Date.now() + HANG_MS; Date.now() < end;) {
          if (i === 1) await call.progress();
          await new Promise((resolve) => setTimeout(resolve, 200));
        }
        return {};
      };
    }
    const names = bad.tools.map(({ name }) => modelName(t, bad, name));
    const slow = (await Promise.all(names)).map((name) => call(t, name, someArgs(t)));
    const other = call(t, await modelName(t, good, good.tools[0]!.name), someArgs(t));
    const results = await resultsFor(t, ...slow, other);
    for (const result of results.slice(0, 2))
      expectError(t, result, 'The tool took longer than the timeoutMs of its server.');
    expectResult(t, results[2], { from: good.tools[0]!.name, ...other.input });
    const pending = bad.seen.find(({ method }) => method === 'tools/call');
    const isLeft = await until(() => pending?.isOpen === false, 10_000);
    t.expect.that(isLeft, {
      message:
        'When nobody waits for a call any more, its request should be closed, so that the server can stop.',
      expected: 'a closed connection',
      actual: 'still open',
    });
  }),

  check('crashes', 'A server that dies in a call is called once', async (t: CheckTools) => {
    const [good, bad] = await goodAndBad(t);
    const names = await Promise.all([
      modelName(t, bad, bad.tools[0]!.name),
      modelName(t, good, good.tools[0]!.name),
    ]);
    const how = t.random.pick<Trouble>(['reset', { status: 502, text: 'Bad Gateway' }]);
    bad.interfere(({ method }) => (method === 'tools/call' ? how : undefined));
    const calls = names.map((name) => call(t, name, someArgs(t)));
    const results = await resultsFor(t, ...calls);
    expectError(t, results[0], 'The connection broke in the middle of a call.');
    expectResult(t, results[1], { from: good.tools[0]!.name, ...calls[1]!.input });
    t.expect.equal(
      bad.calls().length,
      1,
      'The connection broke in the middle of a call. Nobody knows whether the tool has done its work, so it should not be called again.',
    );
  }),

  check('session-lost', 'A server that was restarted is greeted again', async (t: CheckTools) => {
    const [, bad] = await goodAndBad(t, { era: 'previous' });
    await expectGoodWorks(t, bad);
    const before = bad.seen
      .map(({ headers }) => headers['mcp-session-id'])
      .findLast((id) => id !== undefined);
    // The restarted server knows none of the sessions of before.
    bad.interfere(({ headers }) =>
      before !== undefined && headers['mcp-session-id'] === before
        ? {
            status: 404,
            text: '{"jsonrpc":"2.0","error":{"code":-32001,"message":"Session not found"},"id":null}',
          }
        : undefined,
    );
    await shownTools(t);
    await expectGoodWorks(t, bad);
  }),

  check('long-result', 'A long result is cut', async (t: CheckTools) => {
    const most = ground(t).int(500, 1500);
    t.env({ MAX_RESULT_CHARACTERS: String(most) });
    const [, bad] = await goodAndBad(t);
    const text = t.random.word(8).repeat(t.random.int(1000, 9000));
    bad.tools[0]!.run = () => text;
    const [result] = await resultsFor(t, call(t, await modelName(t, bad, bad.tools[0]!.name), someArgs(t)));
    t.expect.that(result!.text.startsWith(text.slice(0, most)) && result!.text.length <= most + 100, {
      message: `A result has ${text.length} characters. The model should get the first ${most} of them (MAX_RESULT_CHARACTERS), and at most 100 more that say so.`,
      expected: `the first ${most} characters`,
      actual: `${result!.text.length} characters`,
    });
  }),

  check('flood', 'An answer without end is not read to its end', async (t: CheckTools) => {
    t.env({ MAX_RESPONSE_BYTES: '400000' });
    const [good, bad] = await goodAndBad(t);
    bad.entry['timeoutMs'] = 30_000;
    tell(t, good, bad);
    const name = await modelName(t, bad, bad.tools[0]!.name);
    bad.interfere(({ method }) => (method === 'tools/call' ? 'flood' : undefined));
    const startedAt = performance.now();
    const [result] = await resultsFor(t, call(t, name, someArgs(t)));
    expectError(t, result, 'The answer of a server is larger than MAX_RESPONSE_BYTES.');
    t.expect.that(performance.now() - startedAt < 25_000, {
      message:
        'An answer of a server never ends. Stop reading at MAX_RESPONSE_BYTES, do not wait for the time limit.',
      expected: 'an error as soon as the limit is passed',
      actual: `an error after ${Math.round((performance.now() - startedAt) / 1000)} s`,
    });
    bad.interfere(() => undefined);
    await expectGoodWorks(t, good);
  }),

  ...listChecks(check),
];

export default checks;
