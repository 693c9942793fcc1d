import type { Client } from '@modelcontextprotocol/client';
import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { CURRENT, overhear, reason, session, structured, until } from './lib/client.ts';
import { keepTickets, openTickets } from './lib/tickets.ts';

/** Starts an audit with a progress token. */
function audit(client: Client, signal?: AbortSignal): Promise<unknown> {
  return client.callTool(
    { name: 'audit_tickets', arguments: {} },
    { onprogress: () => {}, timeout: 45_000, ...(signal ? { signal } : {}) },
  );
}

/** How many tickets were inspected so far. */
const inspected = (t: CheckTools): number =>
  (t.files.read('audit.log') ?? '').split('\n').filter(Boolean).length;

/** Waits until the audit makes no step for a while. @returns how far it got */
async function standstill(t: CheckTools): Promise<number> {
  let count = -1;
  const moved = (): boolean => {
    const now = inspected(t);
    const hasMoved = now !== count;
    count = now;
    return hasMoved;
  };
  for (let quiet = 0; quiet < 5; quiet = moved() ? 0 : quiet + 1)
    await new Promise((resolve) => setTimeout(resolve, 400));
  return count;
}

const checks: DefineChecks = (check) => [
  check('audit', 'audit_tickets inspects all and names those with a problem', async (t) => {
    const tickets = openTickets(t, t.random.int(8, 14));
    const bad = t.random.sample(tickets, 3).map(({ id }) => id);
    keepTickets(
      t,
      tickets.map((ticket) => (bad.includes(ticket.id) ? { ...ticket, body: ' ' } : ticket)),
    );
    t.env({ AUDIT_MS: '5' });
    const { client } = await session(t);
    const { tools } = await client.listTools().catch(() => ({ tools: [] }));
    const found = tools.map(({ name }) => name);
    t.expect.that(found.includes('audit_tickets'), {
      message: 'tools/list should name audit_tickets.',
      actual: found,
    });
    const result = await structured(t, client, ['audit_tickets', {}]);
    const wanted = tickets
      .toReversed()
      .filter(({ id }) => bad.includes(id))
      .map(({ id }) => ({ id, problem: 'no body' }));
    t.expect.equal(
      result,
      { checked: tickets.length, problems: wanted },
      'audit_tickets should give { checked, problems }, with the problems in the order of the list.',
    );
  }),

  check('progress', 'Who asks for progress gets it', async (t) => {
    const { length: total } = openTickets(t, t.random.int(9, 15));
    t.env({ AUDIT_MS: '30' });
    const { client } = await session(t);
    const heard = overhear(client);
    await audit(client).catch((error: unknown) => {
      t.expect.that(false, { message: `audit_tickets should succeed; it failed: ${reason(error)}.` });
    });
    t.expect.that(heard.length >= total - 1, {
      message:
        'audit_tickets should report its progress after every ticket to a client that sent a progress token.',
      expected: total,
      actual: heard.length,
    });
    t.expect.that(
      heard.every(({ progress }, i) => i === 0 || progress > heard[i - 1]!.progress),
      {
        message: 'Each report should have a higher progress than the one before it.',
        actual: heard.map(({ progress }) => progress),
      },
    );
    t.expect.that(
      heard.every((report) => report.total === total && report.progress <= total),
      {
        message: 'Each report should carry the total, and progress should count tickets up to it.',
        expected: total,
        actual: heard.at(-1),
      },
    );
  }),

  check('no-token', 'Who does not ask gets none', async (t) => {
    openTickets(t, 5);
    t.env({ AUDIT_MS: '5' });
    const { client } = await t.mcp();
    const stray = overhear(client);
    await structured(t, client, ['audit_tickets', {}]);
    await structured(t, client, ['list_tickets', {}]);
    t.expect.that(stray.length === 0, {
      message: 'A request without a progress token should cause no notifications/progress.',
      actual: stray[0],
    });
  }),

  check('cancel', 'A canceled audit stops', async (t) => {
    const { length: total } = openTickets(t, 150);
    t.env({ AUDIT_MS: '100', AUDIT_LOG: `${t.files.folder}/audit.log` });
    const { client } = await session(t);
    const leaving = new AbortController();
    const heard = overhear(client);
    const running = audit(client, leaving.signal).catch(() => {});
    const hasBegun = await until(() => heard.length >= 2, 30_000);
    t.expect.that(hasBegun, 'audit_tickets should report progress while it runs.');
    leaving.abort();
    await running;
    const { tickets } = await structured(t, client, ['list_tickets', {}]);
    t.expect.equal(
      (tickets as unknown[]).length,
      total,
      'The server should answer other requests afterwards.',
    );
    const count = await standstill(t);
    t.expect.that(count < total, {
      message: 'After notifications/cancelled the audit should stop; it went on to the last ticket.',
      expected: `fewer than ${total} tickets inspected`,
      actual: count,
    });
  }),

  check('meanwhile', 'The server answers others while an audit runs', async (t) => {
    openTickets(t, 150);
    t.env({ AUDIT_MS: '100' });
    const { client } = await session(t);
    const heard = overhear(client);
    const leaving = new AbortController();
    let isOver = false;
    const running = audit(client, leaving.signal)
      .catch(() => {})
      .finally(() => (isOver = true));
    await until(() => heard.length > 0 || isOver, 30_000);
    await structured(t, client, ['list_tickets', {}]);
    t.expect.that(!isOver, {
      message:
        'list_tickets should be answered while an audit runs; its answer came after the end of the audit.',
    });
    leaving.abort();
    await running;
  }),

  check('updates', 'Who listens to a ticket hears of its change, and of no other', async (t) => {
    const [mine, other] = t.random.sample(openTickets(t, 6), 2);
    const { client } = await t.mcp(CURRENT);
    const heard: string[] = [];
    client.setNotificationHandler(
      'notifications/resources/updated',
      ({ params }) => void heard.push(params.uri),
    );
    const uri = `ticket://${mine!.id}`;
    await client.listen({ resourceSubscriptions: [uri] }).catch((error: unknown) => {
      t.expect.that(false, {
        message: `subscriptions/listen for ${uri} should be acknowledged; it failed: ${reason(error)}.`,
      });
    });
    for (const { id } of [other!, mine!])
      await structured(t, client, ['close_ticket', { id, resolution: t.random.sentence() }]);
    await until(() => heard.length > 0, 8000);
    t.expect.equal(
      heard,
      [uri],
      'close_ticket should send notifications/resources/updated with the uri of that ticket to those who listen for it.',
    );
  }),
];

export default checks;
