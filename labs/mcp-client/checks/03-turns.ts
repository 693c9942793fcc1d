import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import {
  ask,
  askWell,
  call,
  expectError,
  expectResult,
  resultsFor,
  resultsOf,
  script,
  sent,
} from './lib/agent.ts';
import { ground } from './lib/ground.ts';
import { modelName, shownTools, until } from './lib/host.ts';
import { openServer, tell, type ToolSpec } from './lib/servers.ts';
import { someArgs, someOrder, someTool, someTools, STATUS, WEATHER } from './lib/tools.ts';

/** How long servers hold their answers back until every call is there. */
const PATIENCE_MS = 12_000;

const checks: DefineChecks = (check) => [
  check('offers-tools', 'The model is offered the tools of all servers', async (t: CheckTools) => {
    const one = await openServer(t, { tools: someTools(t, 2) });
    const two = await openServer(t, { era: 'previous', tools: someTools(t, 2) });
    tell(t, one, two);
    const said = t.random.sentence();
    script(t, [{ say: said }]);
    const message = `${t.random.sentence()} Is that right?`;
    t.expect.equal(await askWell(t, message), said, 'When the model calls no tool, its text is the answer.');
    const [first, ...more] = sent(t);
    t.expect.equal(more.length, 0, 'When the model calls no tool, one call to it is enough.');
    t.expect.equal(
      first?.model,
      t.model,
      'The call should name the model from CAIRN_MODEL, which is config.model.',
    );
    t.expect.that(JSON.stringify(first?.messages).includes(message), {
      message: 'The message should be in the messages, unchanged.',
      expected: message,
      actual: first?.messages,
    });
    const offered = (first?.tools ?? []).map(({ name, description, input_schema: inputSchema }) => ({
      name,
      description,
      inputSchema,
    }));
    const shown = (await shownTools(t)).map(({ name, description, inputSchema }) => ({
      name,
      description,
      inputSchema,
    }));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    t.expect.equal(
      offered.toSorted(byName),
      shown.toSorted(byName),
      'The model should be offered the tools of GET /tools, with the same names, descriptions and schemas.',
    );
  }),

  check('right-server', 'A call goes to the server whose tool it is', async (t: CheckTools) => {
    const shared = someTool(t);
    const servers = [
      await openServer(t, { tools: [shared, someTool(t)] }),
      await openServer(t, { era: ground(t).pick(['both', 'previous']), tools: [someTool(t), shared] }),
      await openServer(t, { tools: [shared] }),
    ];
    tell(t, ...servers);
    const made = new Map(servers.map((server) => [server, [] as object[]]));
    for (const chosen of t.random.shuffle(servers)) {
      const args = someArgs(t);
      const [result] = await resultsFor(t, call(t, await modelName(t, chosen, shared.name), args));
      made.get(chosen)!.push({ name: shared.name, arguments: args });
      for (const server of servers) {
        t.expect.equal(
          server.calls(),
          made.get(server),
          `Three servers have the tool ${shared.name}. The model called that of ${chosen.name}, and these are the calls that ${server.name} should have got so far.`,
        );
      }
      expectResult(t, result, { from: shared.name, ...args });
    }
  }),

  check(
    'side-by-side',
    'Calls of one turn run at the same time, and keep their ids',
    async (t: CheckTools) => {
      let waiting = 0;
      let open = (): void => {};
      const all = new Promise<void>((resolve) => (open = resolve));
      let release: Promise<unknown> | undefined;
      const run: ToolSpec['run'] = async (args) => {
        waiting += 1;
        if (waiting === 4) open();
        release ??= Promise.race([all, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
        await release;
        return { from: args['id'] };
      };
      const policy = { timeoutMs: 30_000 };
      const servers = [
        await openServer(t, { tools: [someTool(t, { run }), someTool(t, { run })], policy }),
        await openServer(t, { tools: [someTool(t, { run }), someTool(t, { run })], policy }),
      ];
      tell(t, ...servers);
      const shown = t.random.shuffle(await shownTools(t));
      const calls = shown.map(({ name }) => call(t, name, { id: t.random.word(8) }));
      const answered = resultsFor(t, ...calls);
      const isTogether = await until(() => waiting === calls.length, PATIENCE_MS - 1000);
      const results = await answered;
      t.expect.that(isTogether, {
        message: 'The model made four calls in one turn. All of them should be under way at the same time.',
        expected: 'four calls at once',
        actual: 'fewer: each waited for the one before',
      });
      for (const [i, { input }] of calls.entries()) expectResult(t, results[i], { from: input['id'] });
    },
  ),

  check('wrong-arguments', 'Arguments that do not fit never reach a server', async (t: CheckTools) => {
    const tool = someTool(t);
    const server = await openServer(t, { tools: [tool] });
    tell(t, server);
    const name = await modelName(t, server, tool.name);
    const wrong: Record<string, unknown>[] = [
      {},
      { id: t.random.int(1, 9) },
      { id: t.random.word(), limit: 0 },
      { id: t.random.word(), limit: '5' },
      { id: t.random.word(), [t.random.word(6)]: true },
    ];
    const good = call(t, name, someArgs(t));
    const calls = t.random.shuffle([good, ...wrong.map((input) => call(t, name, input))]);
    const results = await resultsFor(t, ...calls);
    t.expect.equal(
      server.calls().map((one) => one.arguments),
      [good.input],
      `These are the calls that fit the inputSchema of ${tool.name}. The others should be answered without asking the server.`,
    );
    for (const [i, one] of calls.entries()) {
      if (one === good) expectResult(t, results[i], { from: tool.name, ...one.input });
      else
        expectError(t, results[i], `The arguments ${JSON.stringify(one.input)} do not fit the inputSchema.`);
    }
  }),

  check('unknown-tool', 'A tool that there is not is an error for the model', async (t: CheckTools) => {
    const tool = someTool(t);
    const server = await openServer(t, { tools: [tool] });
    tell(t, server);
    const invented = call(t, `${t.random.word(9)}__${server.name}`, {});
    const bare = call(t, tool.name, someArgs(t));
    const results = await resultsFor(t, invented, bare);
    expectError(t, results[0], `There is no tool ${invented.name}.`);
    expectError(t, results[1], `The name ${bare.name} lacks its server.`);
    t.expect.equal(server.calls(), [], 'Calls of tools that were not offered should reach no server.');
  }),

  check(
    'kinds-of-results',
    'Structured results, texts and failures reach the model',
    async (t: CheckTools) => {
      const [fact, ...lines] = [t.random.sentence(), t.random.sentence(), t.random.sentence()];
      const structured = { id: t.random.word(), count: t.random.int(1, 99), more: { fact } };
      const reason = t.random.sentence();
      const content = lines.map((text) => ({ type: 'text', text }));
      const tools = [
        someTool(t, {
          run: () => ({
            content: [{ type: 'text', text: 'for old clients' }],
            structuredContent: structured,
          }),
        }),
        someTool(t, { run: () => ({ content }) }),
        someTool(t, { run: () => ({ content: [{ type: 'text', text: reason }], isError: true }) }),
      ];
      const server = await openServer(t, { tools });
      tell(t, server);
      const calls = [];
      for (const { name } of tools) calls.push(call(t, await modelName(t, server, name), someArgs(t)));
      const [first, second, third] = await resultsFor(t, ...calls);
      expectResult(t, first, structured);
      expectResult(t, second, lines.join('\n'));
      expectError(t, third, 'The tool answered with isError.');
      t.expect.that(third!.text.includes(reason), {
        message: 'When a tool answers with isError, its text is for the model: it says what to do better.',
        expected: reason,
        actual: third!.text,
      });
    },
  ),

  check('rounds', 'The loop goes on until the model calls nothing, or too often', async (t: CheckTools) => {
    const tool = someTool(t);
    const server = await openServer(t, { tools: [tool] });
    tell(t, server);
    t.env({ MAX_STEPS: '4' });
    const name = await modelName(t, server, tool.name);
    const calls = [call(t, name, someArgs(t)), call(t, name, someArgs(t))];
    const said = t.random.sentence();
    script(t, [{ say: 'Let me see.', calls: [calls[0]!] }, { calls: [calls[1]!] }, { say: said }]);
    t.expect.equal(await askWell(t), said, 'The answer should be the text of the last turn only.');
    for (const one of calls) expectResult(t, resultsOf(t, [one])[0], { from: tool.name, ...one.input });
    const before = sent(t).length;
    script(
      t,
      Array.from({ length: 12 }, () => ({ calls: [call(t, name, someArgs(t))] })),
    );
    const answer = await ask(t);
    t.expect.status(answer, 200);
    t.expect.equal(
      [answer.json()['status'], sent(t).length - before],
      ['stopped', 4],
      'A model that never stops calling should be stopped after MAX_STEPS calls to it, with the status "stopped".',
    );
  }),

  check('bad-requests', 'Bad requests are refused before anybody is asked', async (t: CheckTools) => {
    const server = await openServer(t, { tools: someTools(t, 1) });
    tell(t, server);
    script(t, []);
    for (const json of [{}, { message: 7 }, { message: '  ' }]) {
      const answer = await t.http('/turns', { json });
      t.expect.status(answer, 400);
      const error = answer.json()['error'] as { code?: unknown } | undefined;
      t.expect.equal(error?.code, 'bad_request', 'The answer 400 should carry error.code.');
    }
    t.expect.equal(sent(t).length, 0, 'A bad request should not cost a call to the model.');
  }),

  check(
    'live-turn',
    'A real model uses a tool of one of two servers',
    { live: true },
    async (t: CheckTools) => {
      const shop = await openServer(t, { name: 'shop', tools: [STATUS] });
      const weather = await openServer(t, { name: 'weather', tools: [WEATHER] });
      tell(t, shop, weather);
      await t.passRate(3, 0.6, async () => {
        const id = someOrder(t);
        const before = shop.calls().length;
        const answer = await ask(t, `What is the status of order ${id}?`);
        t.expect.status(answer, 200);
        const calls = shop.calls().slice(before);
        return calls.some((one) => one.arguments['order'] === id);
      });
    },
  ),
];

export default checks;
