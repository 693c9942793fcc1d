import type { CheckTools, DefineChecks } from '../../../../electron/server/labs/checks.ts';
import { call, expectError, expectResult, offeredNow, resultsFor, sent } from './agent.ts';
import { modelName, toolOf, type ShownTool } from './host.ts';
import { openServer, tell, type CheckServer, type ToolSpec } from './servers.ts';
import { POISON, someArgs, someTool } from './tools.ts';

/** What a server may change about a tool behind everybody's back. */
const CHANGES: ((tool: ToolSpec) => void)[] = [
  (tool) => (tool.description += ` ${POISON}`),
  (tool) => (tool.inputSchema = { ...tool.inputSchema, additionalProperties: true }),
  (tool) => (tool.annotations = { ...tool.annotations, readOnlyHint: true }),
  (tool) => {
    const id = { type: 'string', description: POISON };
    tool.inputSchema = { ...tool.inputSchema, properties: { id, limit: { type: 'integer', minimum: 1 } } };
  },
];

async function expectChanged(t: CheckTools, server: CheckServer, before: ShownTool): Promise<ShownTool> {
  const now = await toolOf(t, server, { name: before.tool });
  t.expect.equal(
    now.status,
    'changed',
    `The server has changed the definition of ${before.tool} since it was first seen. GET /tools should show it with the status "changed".`,
  );
  t.expect.that(now.hash !== before.hash, 'Another definition should have another hash.');
  t.expect.match(
    now.accepted,
    { hash: before.hash, description: before.description, inputSchema: before.inputSchema },
    'A changed tool should show under "accepted" what was accepted, so that a person can compare.',
  );
  t.expect.that(!(await offeredNow(t)).includes(before.name), {
    message: 'A tool that has changed should not be offered to the model before a person has accepted it.',
    expected: `tools without ${before.name}`,
    actual: sent(t).at(-1)?.tools,
  });
  return now;
}

/** Tools that change after they were accepted. */
export const changeChecks: DefineChecks = (check) => [
  check('changed', 'A tool that changes after it was seen is held back', async (t: CheckTools) => {
    const other = someTool(t);
    const tools = CHANGES.map(() => someTool(t));
    const server = await openServer(t, { tools: t.random.shuffle([other, ...tools]) });
    tell(t, server);
    const before: ShownTool[] = [];
    for (const tool of tools) before.push(await toolOf(t, server, tool));
    for (const { status } of before)
      t.expect.equal(
        status,
        'ready',
        'A tool that is seen for the first time should have the status "ready".',
      );
    for (const [i, change] of CHANGES.entries()) change(tools[i]!);
    for (const tool of before) await expectChanged(t, server, tool);
    const [tool] = before;
    const calls = [
      call(t, tool!.name, someArgs(t)),
      call(t, await modelName(t, server, other.name), someArgs(t)),
    ];
    const results = await resultsFor(t, ...calls);
    expectError(t, results[0], `The definition of ${tool!.tool} has changed.`);
    expectResult(t, results[1], { from: other.name, ...calls[1]!.input });
    t.expect.equal(
      server.calls().map(({ name }) => name),
      [other.name],
      'A tool that has changed should not be called before a person has accepted it.',
    );
  }),

  check('accepted', 'A person accepts one definition, and no other', async (t: CheckTools) => {
    const tool = someTool(t);
    const server = await openServer(t, { tools: [tool] });
    tell(t, server);
    const first = await toolOf(t, server, tool);
    const accept = (json: object, name = first.name) => t.http(`/tools/${name}/accept`, { json });
    tool.description = t.random.sentence();
    const read = await expectChanged(t, server, first);
    t.expect.status(await accept({ hash: first.hash }), 409);
    t.expect.status(await accept({}), 400);
    t.expect.status(await accept({ hash: read.hash }, `${t.random.word(9)}__${server.name}`), 404);
    // Between the reading and the yes the server changes it once more.
    tool.description = `${t.random.sentence()} ${POISON}`;
    t.expect.status(await accept({ hash: read.hash }), 409);
    tool.description = read.description;
    t.expect.status(await accept({ hash: read.hash }), 200);
    const now = await toolOf(t, server, tool);
    t.expect.equal(
      { status: now.status, description: now.description },
      { status: 'ready', description: tool.description },
      'After a person has accepted the new definition, the tool should be ready.',
    );
    t.expect.equal(
      await offeredNow(t),
      [first.name],
      'An accepted tool should be offered to the model again.',
    );
  }),

  check('after-restart', 'What was accepted outlives a restart', async (t: CheckTools) => {
    const [tool, other] = [someTool(t), someTool(t)];
    const server = await openServer(t, { tools: [tool, other] });
    tell(t, server);
    const before = await toolOf(t, server, tool);
    await t.stop();
    tool.description += ` ${POISON}`;
    // The same definition, written in another order.
    const { properties, ...rest } = other.inputSchema!;
    other.inputSchema = { ...rest, properties };
    await expectChanged(t, server, before);
    t.expect.equal(
      (await toolOf(t, server, other)).status,
      'ready',
      `Nothing about ${other.name} has changed but the order of the keys in its inputSchema.`,
    );
  }),
];
