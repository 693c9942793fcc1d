import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import {
  answerOf,
  ask,
  call,
  expectError,
  expectResult,
  resultsOf,
  script,
  sent,
  type Call,
} from './lib/agent.ts';
import { decide, riskyCall, waitingOf } from './lib/approval.ts';
import { inEachRun } from './lib/ground.ts';
import { modelName } from './lib/host.ts';
import { openServer, tell } from './lib/servers.ts';
import { REFUND, someArgs, someOrder, someTool, STATUS } from './lib/tools.ts';

const checks: DefineChecks = (check) => [
  check('asks-first', 'Nothing runs that is not in "auto" before a person agrees', async (t: CheckTools) => {
    // What a server says about its own tool is no reason to trust it.
    const tools = [{}, { readOnlyHint: true }, { destructiveHint: false }].map((annotations) =>
      someTool(t, { annotations }),
    );
    const server = await openServer(t, { tools, policy: { auto: [] } });
    tell(t, server);
    for (const [i, { name }] of tools.entries()) {
      const one = call(t, await modelName(t, server, name), someArgs(t));
      script(t, [{ say: 'I do it.', calls: [one] }, { say: 'Done.' }]);
      const answer = await ask(t);
      t.expect.equal(server.calls(), [], 'A tool that is not in "auto" was called, and nobody had agreed.');
      t.expect.equal(
        waitingOf(t, answer).calls,
        [{ server: server.name, tool: name, arguments: one.input }],
        'approval.calls should show the server, the tool and the arguments, so that a person can judge them.',
      );
      t.expect.equal(sent(t).length, i + 1, 'While a person decides, the model should not be asked.');
    }
  }),

  check('approved', 'After "yes" exactly this call is made', async (t: CheckTools) => {
    const { server, tool, one } = await riskyCall(t);
    const said = t.random.sentence();
    script(t, [{ calls: [one] }, { say: said }]);
    const answer = await decide(t, waitingOf(t, await ask(t)), true);
    t.expect.equal(
      answerOf(t, answer),
      said,
      'After the decision the loop should go on to the answer of the model.',
    );
    t.expect.equal(
      server.calls(),
      [{ name: tool.name, arguments: one.input }],
      'This is the call that the person agreed to.',
    );
    expectResult(t, resultsOf(t, [one])[0], { from: tool.name, ...one.input });
  }),

  check('declined', 'After "no" the model hears of it and nothing is called', async (t: CheckTools) => {
    const { server, one } = await riskyCall(t);
    const said = t.random.sentence();
    script(t, [{ calls: [one] }, { say: said }]);
    const answer = await decide(t, waitingOf(t, await ask(t)), false);
    t.expect.equal(server.calls(), [], 'The person said no, and the tool was called.');
    t.expect.equal(answerOf(t, answer), said, 'After a "no" the model should be told, and the loop go on.');
    expectError(t, resultsOf(t, [one])[0], 'The person said no.');
  }),

  check('auto', 'A tool in "auto" that says it destroys is asked about too', async (t: CheckTools) => {
    const [safe, sly] = [someTool(t), someTool(t, { annotations: { destructiveHint: true } })];
    const server = await openServer(t, { tools: [safe, sly] });
    tell(t, server);
    const calls: Call[] = [];
    for (const { name } of [safe, sly]) calls.push(call(t, await modelName(t, server, name), someArgs(t)));
    const said = t.random.sentence();
    script(t, [{ calls: [calls[0]!] }, { calls: [calls[1]!] }, { say: said }]);
    const why = 'A tool in "auto" says of itself that it is destructive. A person should be asked.';
    const waiting = waitingOf(t, await ask(t), why);
    t.expect.equal(
      waiting.calls,
      [{ server: server.name, tool: sly.name, arguments: calls[1]!.input }],
      'Both tools are in "auto", and one of them says of itself that it is destructive. A person should be asked about that one.',
    );
    t.expect.equal(
      server.calls().map(({ name }) => name),
      [safe.name],
      'The tool in "auto" should have run at once, and the destructive one not yet.',
    );
    t.expect.equal(
      answerOf(t, await decide(t, waiting, true)),
      said,
      'After the decision the loop should go on.',
    );
  }),

  check('every-time', 'A yes is for one call, not for the tool', async (t: CheckTools) => {
    const { server, tool, one } = await riskyCall(t);
    const again = [call(t, one.name, one.input), call(t, one.name, someArgs(t))];
    script(t, [{ calls: [one] }, { calls: [again[0]!] }, { calls: [again[1]!] }, { say: 'Done.' }]);
    let waiting = waitingOf(t, await ask(t));
    for (const [i, { input }] of again.entries()) {
      const why = 'The model calls the tool once more. A person should be asked once more.';
      waiting = waitingOf(t, await decide(t, waiting, true), why);
      t.expect.equal(waiting.calls, [{ server: server.name, tool: tool.name, arguments: input }], why);
      t.expect.equal(server.calls().length, i + 1, `The person agreed to ${i + 1} calls so far.`);
    }
    answerOf(t, await decide(t, waiting, false));
  }),

  check('once', 'A decision is made once', async (t: CheckTools) => {
    const { server, one } = await riskyCall(t);
    script(t, [{ calls: [one] }, { say: 'Done.' }]);
    const waiting = waitingOf(t, await ask(t));
    const both = await Promise.all([decide(t, waiting, true), decide(t, waiting, true)]);
    const late = await decide(t, waiting, true);
    t.expect.equal(server.calls().length, 1, 'Somebody clicked twice, and the tool was called twice.');
    t.expect.equal(
      both.map(({ status }) => status).toSorted((a, b) => a - b),
      [200, 409],
      'Of two decisions at the same time one should be answered with 200 and the other with 409.',
    );
    t.expect.status(late, 409);
  }),

  check('expires', 'A question that is too old cannot be answered', async (t: CheckTools) => {
    t.env({ APPROVAL_MS: '600' });
    const { server, one } = await riskyCall(t);
    script(t, [{ calls: [one] }, { say: 'Done.' }]);
    const before = Date.now();
    const waiting = waitingOf(t, await ask(t));
    const after = Date.now();
    // A time in whole seconds is good enough for a person.
    const isRight = waiting.expiresAt >= before + 600 - 1000 && waiting.expiresAt <= after + 600 + 1000;
    t.expect.that(isRight, {
      message: 'approval.expiresAt should be APPROVAL_MS after the question was asked.',
      expected: 'in 600 ms',
      actual: new Date(waiting.expiresAt).toISOString(),
    });
    const end = Math.max(waiting.expiresAt, after + 600) + 50;
    await new Promise((resolve) => setTimeout(resolve, end - Date.now()));
    t.expect.status(await decide(t, waiting, true), 410);
    t.expect.equal(server.calls(), [], 'The approval had expired, and the tool was called.');
  }),

  check('changed-meanwhile', 'A yes to a tool that has changed since is none', async (t: CheckTools) => {
    const { server, tool, one } = await riskyCall(t);
    const said = t.random.sentence();
    script(t, [{ calls: [one] }, { say: said }]);
    const waiting = waitingOf(t, await ask(t));
    tool.description = t.random.sentence();
    const answer = await decide(t, waiting, true);
    t.expect.equal(
      server.calls(),
      [],
      'While the person was thinking the server changed what the tool is. They agreed to another one.',
    );
    t.expect.equal(answerOf(t, answer), said, 'The model should be told, and the loop go on.');
    expectError(t, resultsOf(t, [one])[0], 'The tool has changed since the person was asked.');
  }),

  check(
    'together',
    'Several calls of one turn: one question, and results in one message',
    async (t: CheckTools) => {
      const [free, asked] = [someTool(t), someTool(t)];
      const one = await openServer(t, { tools: [free, asked], policy: { auto: inEachRun(t, free.name) } });
      const two = await openServer(t, { tools: [asked], policy: { auto: [] } });
      tell(t, one, two);
      const good = [
        call(t, await modelName(t, one, asked.name), someArgs(t)),
        call(t, await modelName(t, two, asked.name), someArgs(t)),
      ];
      const read = call(t, await modelName(t, one, free.name), someArgs(t));
      const wrong = call(t, good[0]!.name, { id: t.random.int(1, 9) });
      const all = t.random.shuffle([...good, read, wrong]);
      const said = t.random.sentence();
      script(t, [{ calls: all }, { say: said }]);
      const waiting = waitingOf(t, await ask(t));
      const made = { name: free.name, arguments: read.input };
      t.expect.equal(
        one.calls(),
        [made],
        `The tool ${free.name} is in "auto", so it waits for nobody. Its call should have reached the server before POST /turns answered.`,
      );
      t.expect.equal(
        waiting.calls,
        all
          .filter((each) => good.includes(each))
          .map((each) => ({
            server: (each === good[0] ? one : two).name,
            tool: asked.name,
            arguments: each.input,
          })),
        "A person should be asked about the calls that need it, in the model's order. Wrong arguments are for the model alone.",
      );
      t.expect.equal(
        answerOf(t, await decide(t, waiting, true)),
        said,
        'After the decision the loop should go on.',
      );
      const results = resultsOf(t, all);
      for (const [i, each] of all.entries()) {
        if (each === wrong) expectError(t, results[i], 'The arguments are wrong.');
        else expectResult(t, results[i], { from: (each === read ? free : asked).name, ...each.input });
      }
      t.expect.equal(
        one.calls(),
        [made, { name: asked.name, arguments: good[0]!.input }],
        `The call of ${free.name} was made before the person was asked. After the decision only the calls that waited should be made.`,
      );
    },
  ),

  check('bad-decisions', 'Bad decisions are refused', async (t: CheckTools) => {
    const { server, one } = await riskyCall(t);
    script(t, [{ calls: [one] }, { say: 'Done.' }]);
    const waiting = waitingOf(t, await ask(t));
    t.expect.status(await decide(t, { id: t.random.word(12) }, true), 404);
    for (const approved of [undefined, 'yes', 1]) t.expect.status(await decide(t, waiting, approved), 400);
    t.expect.equal(server.calls(), [], 'A decision that is not true or false is no "yes".');
    t.expect.status(await decide(t, waiting, true), 200);
    t.expect.equal(
      server.calls().length,
      1,
      'A bad decision decides nothing: the right one after it should count.',
    );
  }),

  check('live-approval', 'A real model asks for what needs a yes', { live: true }, async (t: CheckTools) => {
    t.env({ MAX_STEPS: '2' });
    const tools = [STATUS, REFUND];
    const server = await openServer(t, { name: 'shop', tools, policy: { auto: [STATUS.name] } });
    tell(t, server);
    await t.passRate(3, 0.6, async () => {
      const order = someOrder(t);
      const amount = t.random.int(2, 400);
      const answer = await ask(t, `Refund ${amount} dollars for order ${order}.`);
      t.expect.status(answer, 200);
      const isCalled = server.calls().some(({ name }) => name === REFUND.name);
      t.expect.that(!isCalled, 'A tool that is not in "auto" was called, and nobody had agreed.');
      const { approval } = answer.json() as { approval?: { calls?: unknown } };
      const expected = [{ server: 'shop', tool: REFUND.name, arguments: { order, amount } }];
      return JSON.stringify(approval?.calls) === JSON.stringify(expected);
    });
  }),
];

export default checks;
