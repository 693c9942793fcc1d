import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { ground } from './lib/ground.ts';
import { shownServers, shownTools, toolsOf } from './lib/host.ts';
import { openServer, tell, type CheckServer } from './lib/servers.ts';
import { someTools } from './lib/tools.ts';

/** What GET /servers should say about servers that are well. */
async function expectReady(t: CheckTools, servers: readonly CheckServer[]): Promise<void> {
  const shown = await shownServers(t);
  t.expect.equal(
    shown.map(({ name }) => name),
    servers.map(({ name }) => name),
    'GET /servers should name each server, in the order of the configuration.',
  );
  for (const [i, { status, tools }] of shown.entries()) {
    t.expect.equal(
      { status, tools },
      { status: 'ready', tools: servers[i]!.tools.length },
      `GET /servers should say of ${servers[i]!.name} that it is ready, and how many tools it has.`,
    );
  }
}

/** What GET /tools should list: all tools of all servers, as the servers describe them. */
async function expectTools(t: CheckTools, servers: readonly CheckServer[]): Promise<void> {
  const shown = await shownTools(t);
  for (const server of servers) {
    t.expect.equal(
      toolsOf(shown, server),
      server.tools.map(({ name }) => name).toSorted(),
      `GET /tools should list the tools of ${server.name}, all of them.`,
    );
    for (const tool of server.tools) {
      const found = shown.find((one) => one.server === server.name && one.tool === tool.name);
      t.expect.equal(
        { description: found?.description, inputSchema: found?.inputSchema },
        { description: tool.description, inputSchema: tool.inputSchema },
        `The description and the inputSchema of ${tool.name} should be those of its server.`,
      );
    }
  }
}

const checks: DefineChecks = (check) => [
  check('several', 'Tools of several servers are listed', async (t: CheckTools) => {
    const servers = [];
    for (let i = ground(t).int(2, 3); i > 0; i -= 1)
      servers.push(await openServer(t, { tools: someTools(t, ground(t).int(1, 4)) }));
    tell(t, ...servers);
    await expectReady(t, servers);
    await expectTools(t, servers);
  }),

  check('current', 'A server of the current protocol is spoken to in it', async (t: CheckTools) => {
    const server = await openServer(t, { tools: someTools(t, 2) });
    tell(t, server);
    const [shown] = await shownServers(t);
    t.expect.equal(
      shown?.protocol,
      '2026-07-28',
      'GET /servers should say which version of the protocol is spoken. This server has the current one.',
    );
    t.expect.that(!server.seen.some(({ method }) => method === 'initialize'), {
      message: 'A server of the current protocol needs no handshake. Ask it with server/discover first.',
      actual: server.seen.map(({ method }) => method),
    });
  }),

  check('previous', 'A server of the protocol before works too', async (t: CheckTools) => {
    const [old, current] = [
      await openServer(t, { era: 'previous', tools: someTools(t, 3) }),
      await openServer(t, { tools: someTools(t, 2) }),
    ];
    const servers = ground(t).shuffle([old, current]);
    tell(t, ...servers);
    await expectReady(t, servers);
    await expectTools(t, servers);
    const shown = await shownServers(t);
    t.expect.equal(
      shown.find(({ name }) => name === old.name)?.protocol,
      '2025-11-25',
      `The server ${old.name} knows the version before only. That should be the one that is spoken.`,
    );
  }),

  check('pages', 'A list with pages is read to its end', async (t: CheckTools) => {
    const server = await openServer(t, { tools: someTools(t, ground(t).int(5, 9)), pageSize: 2 });
    tell(t, server);
    await expectTools(t, [server]);
  }),

  check('headers', 'Each server gets its own headers', async (t: CheckTools) => {
    const keys = [ground(t).word(20), ground(t).word(20)];
    const one = await openServer(t, {
      tools: someTools(t, 1),
      policy: { headers: { authorization: `Bearer ${keys[0]}` } },
    });
    const two = await openServer(t, {
      tools: someTools(t, 1),
      policy: { headers: { 'x-api-key': keys[1] } },
    });
    const three = await openServer(t, { tools: someTools(t, 1) });
    tell(t, one, two, three);
    await expectTools(t, [one, two, three]);
    t.expect.that(
      one.seen.every(({ headers }) => headers.authorization === `Bearer ${keys[0]}`),
      {
        message: 'Every request to a server should carry the headers that the configuration has for it.',
        expected: { authorization: `Bearer ${keys[0]}` },
        actual: one.seen.map(({ headers }) => headers.authorization),
      },
    );
    t.expect.that(
      two.seen.every(({ headers }) => headers['x-api-key'] === keys[1]),
      {
        message: 'Every request to a server should carry the headers that the configuration has for it.',
        expected: { 'x-api-key': keys[1] },
        actual: two.seen.map(({ headers }) => headers['x-api-key']),
      },
    );
    for (const [server, foreign] of [
      [one, [keys[1]]],
      [two, [keys[0]]],
      [three, keys],
    ] as const) {
      const all = JSON.stringify(server.seen);
      t.expect.that(!foreign.some((key) => all.includes(key!)), {
        message: 'A server got the key of another one. Headers belong to one server.',
        actual: server.seen.map(({ headers }) => headers),
      });
    }
  }),
];

export default checks;
