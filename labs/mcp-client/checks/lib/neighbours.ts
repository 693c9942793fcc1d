import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import { call, expectResult, resultsFor } from './agent.ts';
import { ground } from './ground.ts';
import { shownServers, toolsOf, type ShownTool } from './host.ts';
import { openServer, tell, type CheckServer, type ServerOptions } from './servers.ts';
import { someArgs, someTools } from './tools.ts';

/** Short enough to be waited for, long enough for a server on a busy machine. */
const LIMIT_MS = 4000;

/** Either kind of server. */
export const someEra = (t: CheckTools): 'both' | 'previous' => ground(t).pick(['both', 'previous']);

/** A good server, and one that the check spoils. In any order. */
export async function goodAndBad(
  t: CheckTools,
  options: Partial<ServerOptions> = {},
): Promise<[CheckServer, CheckServer]> {
  const policy = { timeoutMs: LIMIT_MS };
  const good = await openServer(t, { era: someEra(t), tools: someTools(t, 2) });
  const bad = await openServer(t, { tools: someTools(t, 2), ...options, policy });
  tell(t, ...ground(t).shuffle([good, bad]));
  return [good, bad];
}

/** That the good server is listed and works, whatever became of the other one. */
export async function expectGoodWorks(t: CheckTools, good: CheckServer): Promise<void> {
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

/** That GET /servers says of servers that they have failed. */
export async function expectFailed(t: CheckTools, bad: readonly CheckServer[], why: string): Promise<void> {
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
