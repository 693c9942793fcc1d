import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { askWell, call, expectError, expectResult, resultsFor, script, sent } from './lib/agent.ts';
import { modelName, shownServers, shownTools, toolsOf, until, type ShownTool } from './lib/host.ts';
import { openServer, tell, type CheckServer, type ServerOptions, type Trouble } from './lib/servers.ts';
import { someArgs, someTool, someTools } from './lib/tools.ts';

/** Short enough to be waited for, long enough for a server on a busy machine. */
const LIMIT_MS = 4000;
/** For servers that never answer: each look at them takes so long. */
const DEAD_MS = 1500;
/** How long a tool takes that is too slow. */
const HANG_MS = 20_000;

/** A good server, and one that the check spoils. In any order. */
async function goodAndBad(
  t: CheckTools,
  options: Partial<ServerOptions> = {},
): Promise<[CheckServer, CheckServer]> {
  const policy = { timeoutMs: LIMIT_MS };
  const good = await openServer(t, { era: t.random.pick(['both', 'previous']), tools: someTools(t, 2) });
  const bad = await openServer(t, { tools: someTools(t, 2), ...options, policy });
  tell(t, ...t.random.shuffle([good, bad]));
  return [good, bad];
}

/** That the good server is listed and works, whatever became of the other one. */
async function expectGoodWorks(t: CheckTools, good: CheckServer): Promise<void> {
  const answer = await t.http('/tools', { timeoutMs: 30_000 });
  t.expect.that(answer.status === 200, {
    message:
      'Another server is in trouble. GET /tools should answer all the same, with the tools of those that work.',
    expected: 200,
    actual: answer.status,
  });
  const { tools } = answer.json() as { tools: ShownTool[] };
  t.expect.equal(
    toolsOf(tools, good),
    good.tools.map((tool) => tool.name).toSorted(),
    `Another server is in trouble. The tools of ${good.name} should be listed all the same.`,
  );
  const { name } = good.tools[0]!;
  const args = someArgs(t);
  const [result] = await resultsFor(
    t,
    call(t, tools.find((one) => one.server === good.name && one.tool === name)!.name, args),
  );
  expectResult(t, result, { from: name, ...args });
}

async function expectFailed(t: CheckTools, bad: readonly CheckServer[], why: string): Promise<void> {
  const shown = await shownServers(t);
  for (const server of bad) {
    const row = shown.find(({ name }) => name === server.name);
    t.expect.equal(row?.status, 'failed', `${why} GET /servers should say of it that it has failed.`);
    t.expect.that(
      typeof row?.error === 'string' && row.error !== '',
      'A server that has failed should have an "error", in words.',
    );
  }
}

const checks: DefineChecks = (check) => [
  check('dead', 'A server that does not answer takes nobody else down', async (t: CheckTools) => {
    const good = await openServer(t, { era: t.random.pick(['both', 'previous']), tools: someTools(t, 2) });
    const bad: CheckServer[] = [];
    for (const how of ['reset', { status: 500, text: '<h1>oops</h1>' }, 'silence', 'drip'] as const) {
      const server = await openServer(t, { tools: someTools(t, 1), policy: { timeoutMs: DEAD_MS } });
      server.interfere(() => how);
      bad.push(server);
    }
    tell(t, ...t.random.shuffle([good, ...bad]));
    await expectGoodWorks(t, good);
    await expectFailed(t, bad, 'A server cannot be reached, or says nothing within its timeoutMs.');
  }),

  check('comes-back', 'A server that comes back is used again', async (t: CheckTools) => {
    const [good, bad] = await goodAndBad(t, { era: t.random.pick(['both', 'previous']) });
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
    const before = bad.seen.map(({ headers }) => headers['mcp-session-id']).find((id) => id !== undefined);
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
    const most = t.random.int(500, 1500);
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

  check('endless-list', 'A list without end is given up', async (t: CheckTools) => {
    t.env({ MAX_PAGES: '5', MAX_TOOLS: '150' });
    const [good, bad] = await goodAndBad(t, { isEndless: true });
    bad.entry['timeoutMs'] = 20_000;
    tell(t, good, bad);
    await expectFailed(t, [bad], 'The list of a server has more pages than MAX_PAGES.');
    const pages = bad.seen.filter(({ method }) => method === 'tools/list').length;
    t.expect.that(pages <= 6, {
      message: 'A list should be given up after MAX_PAGES pages. There is always one more.',
      expected: 'at most 6 requests',
      actual: pages,
    });
    await expectGoodWorks(t, good);
  }),

  check('too-many-tools', 'A server with too many tools is left out', async (t: CheckTools) => {
    t.env({ MAX_TOOLS: '30' });
    const [good, bad] = await goodAndBad(t, { tools: someTools(t, 31) });
    await expectFailed(t, [bad], 'A server has more tools than MAX_TOOLS.');
    await expectGoodWorks(t, good);
  }),

  check('many-changes', 'Hundreds of notices are one reason to look', async (t: CheckTools) => {
    const [good, bad] = await goodAndBad(t, { ttlMs: 3_600_000 });
    await shownTools(t);
    await until(
      () => bad.seen.some(({ method, isOpen }) => method === 'subscriptions/listen' && isOpen),
      10_000,
    );
    const before = bad.lists();
    for (let i = 0; i < 300; i += 1) bad.changed();
    await expectGoodWorks(t, good);
    await expectGoodWorks(t, bad);
    t.expect.that(bad.lists() - before <= 20, {
      message:
        'A server said 300 times in a moment that its tools have changed. One new list says the same as 300.',
      expected: 'at most 20 new lists',
      actual: bad.lists() - before,
    });
  }),

  check('bad-schema', 'A tool with a schema that is none is left out', async (t: CheckTools) => {
    const broken = someTool(t, { inputSchema: { type: 'object', properties: { id: { type: 'strnig' } } } });
    const tools = t.random.shuffle([broken, someTool(t), someTool(t)]);
    const [good, bad] = await goodAndBad(t, { tools });
    t.expect.equal(
      toolsOf(await shownTools(t), bad),
      tools
        .filter((tool) => tool !== broken)
        .map(({ name }) => name)
        .toSorted(),
      `The inputSchema of ${broken.name} is no JSON Schema, so its arguments cannot be checked. That tool should be left out, and the others of its server stay.`,
    );
    script(t, []);
    await askWell(t);
    t.expect.that(
      !JSON.stringify(sent(t)[0]?.tools).includes('strnig'),
      'A broken schema should not reach the model.',
    );
    await expectGoodWorks(t, good);
  }),
];

export default checks;
