import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { shownTools, toolsOf, until } from './lib/host.ts';
import { openServer, tell } from './lib/servers.ts';
import { someTool, someTools } from './lib/tools.ts';

const PATIENCE_MS = 15_000;

async function expectGoodNames(t: CheckTools): Promise<Map<string, string>> {
  const shown = await shownTools(t);
  for (const { name, tool } of shown) {
    t.expect.that(/^[a-zA-Z0-9_-]{1,64}$/.test(name), {
      message: `The API of a model takes names of 1 to 64 letters, digits, "_" and "-". This name of the tool ${tool} is none.`,
      expected: 'a name that fits [a-zA-Z0-9_-]{1,64}',
      actual: name,
    });
  }
  const names = shown.map(({ name }) => name);
  t.expect.equal(
    names.toSorted(),
    [...new Set(names)].toSorted(),
    'Two tools have the same name. The model could not say which one it means.',
  );
  return new Map(shown.map(({ name, server, tool }) => [`${server}/${tool}`, name]));
}

const checks: DefineChecks = (check) => [
  check('collision', 'Tools of the same name stay apart', async (t: CheckTools) => {
    const shared = someTool(t);
    const servers = [];
    for (let i = 0; i < 3; i += 1)
      servers.push(await openServer(t, { tools: t.random.shuffle([shared, ...someTools(t, 1)]) }));
    tell(t, ...servers);
    const names = await expectGoodNames(t);
    t.expect.equal(names.size, 6, 'Three servers with two tools each are six tools.');
    for (const server of servers) {
      const expected = `${shared.name}__${server.name}`;
      t.expect.equal(
        names.get(`${server.name}/${shared.name}`),
        expected,
        'The name for the model should be the name of the tool, two underscores, and the name of the server.',
      );
    }
  }),

  check('odd-names', 'Names that no model takes are made to fit', async (t: CheckTools) => {
    const [a, b, long] = [t.random.word(5), t.random.word(5), t.random.word(9).repeat(9)];
    const tools = [`${a}.${b}`, `${a}/${b}`, `${a}_${b}`, `${long}.1`, `${long}.2`, long].map((name) =>
      someTool(t, { name }),
    );
    const server = await openServer(t, { tools: t.random.shuffle(tools), policy: { auto: [] } });
    tell(t, server);
    const before = await expectGoodNames(t);
    t.expect.equal(before.size, tools.length, 'Each of these tools should be listed with a name of its own.');
    server.tools.unshift(someTool(t, { name: `${a}-${b}` }));
    server.tools.pop();
    const after = await expectGoodNames(t);
    const [kept, was] = [after, before].map((all) =>
      [...before.keys()].filter((key) => after.has(key)).map((key) => [key, all.get(key)]),
    );
    t.expect.equal(
      kept,
      was,
      'The name of a tool should depend on the names of its server and itself only, not on what else there is.',
    );
  }),

  check('kept', 'A list is kept as long as the server allows', async (t: CheckTools) => {
    const server = await openServer(t, { tools: someTools(t, 3), ttlMs: 3_600_000 });
    tell(t, server);
    const first = await shownTools(t);
    for (let i = t.random.int(2, 4); i > 0; i -= 1) {
      const again = await shownTools(t);
      t.expect.equal(again, first, 'GET /tools should answer the same as long as nothing has changed.');
    }
    t.expect.equal(
      server.lists(),
      1,
      'The server said with ttlMs that its list may be kept for an hour. It should be asked once.',
    );
  }),

  check('expired', 'A list is read again when its time is over', async (t: CheckTools) => {
    const servers = [];
    for (const ttlMs of [undefined, 0, 200])
      servers.push(await openServer(t, { tools: someTools(t, 2), ttlMs }));
    tell(t, ...servers);
    await shownTools(t);
    for (const server of servers) {
      const { ttlMs } = server;
      const fresh = someTool(t);
      server.tools.push(fresh);
      const isThere = await until(
        async () => toolsOf(await shownTools(t), server).includes(fresh.name),
        ttlMs ? PATIENCE_MS : 0,
      );
      t.expect.that(isThere, {
        message: ttlMs
          ? `The server's list may be kept for ${ttlMs} ms. After that a new tool should be seen.`
          : 'The server gives no time for which its list may be kept, so a new tool should be seen at the next GET /tools.',
        expected: fresh.name,
        actual: toolsOf(await shownTools(t), server),
      });
    }
  }),

  check('list-changed', 'A server that has changed is asked again', async (t: CheckTools) => {
    const server = await openServer(t, { tools: someTools(t, 3), ttlMs: 3_600_000 });
    const other = await openServer(t, { tools: someTools(t, 2), ttlMs: 3_600_000 });
    tell(t, server, other);
    await shownTools(t);
    const isHeard = await until(
      () => server.seen.some(({ method, isOpen }) => method === 'subscriptions/listen' && isOpen),
      PATIENCE_MS,
    );
    t.expect.that(isHeard, {
      message: 'A server that can change its tools says so when somebody listens: subscriptions/listen.',
      actual: server.seen.map(({ method }) => method),
    });
    const [gone] = server.tools.splice(0, 1);
    const fresh = someTool(t);
    server.tools.push(fresh);
    server.changed();
    const wanted = server.tools.map(({ name }) => name).toSorted();
    let shown: string[] = [];
    const isSeen = await until(async () => {
      shown = toolsOf(await shownTools(t), server);
      return JSON.stringify(shown) === JSON.stringify(wanted);
    }, PATIENCE_MS);
    t.expect.that(isSeen, {
      message: `The server said that its tools have changed: ${fresh.name} came and ${gone!.name} went. GET /tools should soon show it.`,
      expected: wanted,
      actual: shown,
    });
    t.expect.equal(other.lists(), 1, 'When one server changes, the lists of the others are still good.');
  }),
];

export default checks;
