import type { DefineChecks } from '../../../electron/server/labs/checks.ts';
import { overhear, reason, structured, until } from './lib/client.ts';
import { expectConformance } from './lib/conformance.ts';
import { httpClient } from './lib/http-client.ts';
import { keepTickets, lastingTickets, openTickets, turnTickets, type Ticket } from './lib/tickets.ts';

/** What both revisions ask of a server that lists things. */
const LISTS = ['tools-list', 'resources-list', 'prompts-list', 'dns-rebinding-protection'];

/** For the official suite, always the same: what it sends is too, and it takes seconds. */
const SUITE_TICKETS: readonly Ticket[] = ['low', 'normal', 'high'].map((priority, i) => ({
  id: `T-${i + 1}`,
  title: `Printer ${i + 1} is out of paper`,
  body: 'It blinks.',
  priority,
  status: 'open',
  resolution: null,
}));

const checks: DefineChecks = (check) => [
  check('current', 'A client of the current protocol lists and calls over HTTP', async (t) => {
    const seeded = lastingTickets(t, 4);
    const client = await httpClient(t, { era: 'current' });
    const { tickets } = await structured(t, client, ['list_tickets', {}]);
    t.expect.match(
      tickets,
      seeded.toReversed(),
      'list_tickets should give the same over HTTP as over stdio.',
    );
  }),

  check('previous', 'A client of the protocol before is served too', async (t) => {
    const { own: ticket } = turnTickets(t, 4);
    const client = await httpClient(t, { era: 'previous' });
    const { tools } = await client.listTools();
    t.expect.that(tools.length >= 4, {
      message: 'An older client should see all four tools.',
      actual: tools.length,
    });
    await structured(t, client, ['close_ticket', { id: ticket.id, resolution: t.random.sentence() }]);
    const { contents } = await client.readResource({ uri: `ticket://${ticket.id}` });
    t.expect.match(
      JSON.parse((contents[0] as { text: string }).text),
      { id: ticket.id, status: 'closed' },
      'An older client should read what its own call has changed.',
    );
  }),

  check('shared', 'All clients see the same tickets', async (t) => {
    lastingTickets(t, 2);
    const [one, two] = [await httpClient(t, { era: 'current' }), await httpClient(t, { era: 'previous' })];
    const { id } = await structured(t, one, [
      'create_ticket',
      { title: t.random.word(), body: t.random.sentence() },
    ]);
    const { tickets } = await structured(t, two, ['list_tickets', {}]);
    t.expect.equal(
      (tickets as Ticket[])[0]?.id,
      id,
      'A ticket that one client creates should be there for another: a server object for each request, one store for all.',
    );
  }),

  check('http-updates', 'Progress and updates reach a client over HTTP', async (t) => {
    const tickets = openTickets(t, 8);
    const ticket = t.random.pick(tickets);
    t.env({ AUDIT_MS: '30' });
    const client = await httpClient(t, { era: 'current' });
    const heard = overhear(client);
    await client
      .callTool({ name: 'audit_tickets', arguments: {} }, { onprogress: () => {} })
      .catch((error: unknown) => {
        t.expect.that(false, {
          message: `audit_tickets should work over HTTP; it failed: ${reason(error)}.`,
        });
      });
    t.expect.that(heard.length >= tickets.length - 1, {
      message: 'audit_tickets should report its progress over HTTP too, while it runs.',
      expected: tickets.length,
      actual: heard.length,
    });
    const updated: string[] = [];
    client.setNotificationHandler(
      'notifications/resources/updated',
      ({ params }) => void updated.push(params.uri),
    );
    const uri = `ticket://${ticket.id}`;
    await client.listen({ resourceSubscriptions: [uri] }).catch((error: unknown) => {
      t.expect.that(false, {
        message: `subscriptions/listen over HTTP should be acknowledged; it failed: ${reason(error)}.`,
      });
    });
    const second = await httpClient(t, { era: 'current' });
    await structured(t, second, ['close_ticket', { id: ticket.id, resolution: t.random.sentence() }]);
    await until(() => updated.length > 0, 8000);
    t.expect.equal(
      updated,
      [uri],
      'When one client closes a ticket, another that listens for it over HTTP should get notifications/resources/updated.',
    );
  }),

  check('foreign-origin', 'A web page from elsewhere is kept out', async (t) => {
    lastingTickets(t, 1);
    await httpClient(t, { era: 'previous' });
    const origin = `https://${t.random.word(7)}.example`;
    const answer = await t.http('/mcp', {
      headers: { origin, accept: 'application/json, text/event-stream' },
      json: { jsonrpc: '2.0', id: 1, method: 'ping' },
    });
    t.expect.status(answer, 403);
  }),

  check('conformance-current', 'The official suite for 2026-07-28', async (t) => {
    keepTickets(t, SUITE_TICKETS);
    await expectConformance(t, {
      revision: '2026-07-28',
      scenarios: [
        ...LISTS,
        'server-stateless',
        'caching',
        'sep-2164-resource-not-found',
        'http-header-validation',
      ],
    });
  }),

  check('conformance-previous', 'The official suite for 2025-11-25', async (t) => {
    keepTickets(t, SUITE_TICKETS);
    await expectConformance(t, {
      revision: '2025-11-25',
      scenarios: [...LISTS, 'server-initialize', 'ping'],
    });
  }),
];

export default checks;
