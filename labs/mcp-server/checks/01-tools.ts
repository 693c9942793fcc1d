import type { DefineChecks } from '../../../electron/server/labs/checks.ts';
import { callTool, session, structured, textOf } from './lib/client.ts';
import { openTickets, seedTickets, type Ticket } from './lib/tickets.ts';

const TOOLS = ['list_tickets', 'create_ticket', 'close_ticket'];

interface Schema {
  type?: string;
  properties?: Record<string, { description?: string }>;
  required?: string[];
}

const checks: DefineChecks = (check) => [
  check('described', 'The tools are listed, with schemas for what goes in and comes out', async (t) => {
    const { client } = await session(t);
    // A server without any tools does not even have the method.
    const { tools } = await client.listTools().catch(() => ({ tools: [] }));
    const found = tools.map(({ name }) => name);
    for (const name of TOOLS) {
      t.expect.that(found.includes(name), { message: `tools/list should name ${name}.`, actual: found });
    }
    const schemaOf = (name: string, side: 'inputSchema' | 'outputSchema'): Schema =>
      (tools.find((tool) => tool.name === name)?.[side] ?? {}) as Schema;
    for (const tool of tools.filter(({ name }) => TOOLS.includes(name))) {
      t.expect.that((tool.description ?? '').trim().length > 10, {
        message: `${tool.name} should have a description: it is all that a model knows of the tool.`,
        actual: tool.description,
      });
      t.expect.that(tool.outputSchema !== undefined, {
        message: `${tool.name} should have an outputSchema, so that programs can rely on its structuredContent.`,
      });
    }
    const required = schemaOf('create_ticket', 'inputSchema').required ?? [];
    t.expect.equal(
      required.toSorted(),
      ['body', 'title'],
      'The inputSchema of create_ticket should require title and body, and leave priority optional.',
    );
    const closing = schemaOf('close_ticket', 'inputSchema');
    t.expect.equal(
      (closing.required ?? []).toSorted(),
      ['id', 'resolution'],
      'The inputSchema of close_ticket should require id and resolution.',
    );
    const listed = Object.keys(schemaOf('list_tickets', 'outputSchema').properties ?? {});
    t.expect.equal(listed, ['tickets'], 'The outputSchema of list_tickets should have the field "tickets".');
  }),

  check('hints', 'Annotations tell a harmless tool from one that changes things', async (t) => {
    const { client } = await session(t);
    const { tools } = await client.listTools();
    const hints = (name: string) => tools.find((tool) => tool.name === name)?.annotations ?? {};
    t.expect.equal(
      hints('list_tickets').readOnlyHint,
      true,
      'list_tickets should carry the annotation readOnlyHint: true.',
    );
    t.expect.equal(
      hints('close_ticket').destructiveHint,
      true,
      'close_ticket should carry the annotation destructiveHint: true.',
    );
    t.expect.that(hints('close_ticket').readOnlyHint !== true, 'close_ticket is not read-only.');
    t.expect.that(hints('create_ticket').readOnlyHint !== true, 'create_ticket is not read-only.');
  }),

  check('list', 'list_tickets gives the newest first and filters by status', async (t) => {
    const seeded = seedTickets(t, t.random.int(6, 12));
    const { client } = await session(t);
    for (const status of [undefined, 'open', 'closed']) {
      const { tickets } = await structured(t, client, ['list_tickets', status ? { status } : {}]);
      const wanted = seeded.toReversed().filter((ticket) => !status || ticket.status === status);
      t.expect.match(
        tickets,
        wanted,
        `list_tickets ${status ? `with status "${status}"` : 'without arguments'} should give these tickets, whole and the newest first.`,
      );
    }
  }),

  check('create', 'create_ticket opens a ticket and gives it back', async (t) => {
    const seeded = seedTickets(t, 3);
    const { client } = await session(t);
    const draft = { title: t.random.word(8), body: t.random.sentence() };
    const call = await callTool(t, client, ['create_ticket', { ...draft, priority: 'high' }]);
    const made = (call.structuredContent ?? {}) as unknown as Ticket;
    t.expect.match(
      made,
      { ...draft, priority: 'high', status: 'open', resolution: null },
      'create_ticket should give the new ticket as structuredContent.',
    );
    t.expect.that(seeded.every(({ id }) => id !== made.id) && /^T-\d+$/.test(made.id), {
      message: 'The new ticket should have an id of its own, as the store gives it.',
      actual: made.id,
    });
    t.expect.that(textOf(call).includes(made.id), {
      message: 'The content should hold the result as text too, for clients that know no structuredContent.',
      actual: call.content,
    });
    const plain = await structured(t, client, ['create_ticket', draft]);
    t.expect.equal(plain['priority'], 'normal', 'Without a priority the ticket should get "normal".');
    const { tickets } = await structured(t, client, ['list_tickets', {}]);
    t.expect.equal((tickets as Ticket[]).length, 5, 'Both new tickets should be in the store afterwards.');
  }),

  check('close', 'close_ticket closes exactly that ticket', async (t) => {
    const seeded = seedTickets(t, 8);
    const { client } = await session(t);
    const draft = { title: t.random.word(8), body: t.random.sentence() };
    const { id } = await structured(t, client, ['create_ticket', draft]);
    const resolution = t.random.sentence();
    t.expect.match(
      await structured(t, client, ['close_ticket', { id, resolution }]),
      { id, ...draft, status: 'closed', resolution },
      'close_ticket should give the closed ticket with its resolution.',
    );
    const { tickets } = await structured(t, client, ['list_tickets', { status: 'closed' }]);
    t.expect.equal(
      (tickets as Ticket[]).map((ticket) => ticket.id),
      [
        String(id),
        ...seeded.toReversed().flatMap((ticket) => (ticket.status === 'closed' ? [ticket.id] : [])),
      ],
      'After close_ticket this ticket should be closed, and no other one.',
    );
  }),

  check('bad-arguments', 'Arguments that do not fit are refused, and nothing happens', async (t) => {
    const seeded = openTickets(t, 2);
    const { client } = await session(t);
    const title = t.random.word(6);
    for (const args of [
      { title, body: 'x', priority: t.random.word(5) },
      { title: '', body: 'x' },
      { title: 'x'.repeat(121), body: 'x' },
      { title, body: t.random.int(1, 9) },
    ]) {
      // A protocol error and a result with isError both say no; which one it is depends on the SDK.
      const answer = await client
        .callTool({ name: 'create_ticket', arguments: args })
        .catch(() => ({ isError: true }));
      t.expect.that(answer.isError === true, {
        message: 'create_ticket should refuse arguments that its inputSchema does not allow.',
        actual: args,
      });
    }
    const { tickets } = await structured(t, client, ['list_tickets', {}]);
    t.expect.equal((tickets as Ticket[]).length, 2, 'A refused create_ticket should not make a ticket.');
    const { id } = t.random.pick(seeded);
    const closed = await client
      .callTool({ name: 'close_ticket', arguments: { id, resolution: '' } })
      .catch(() => ({ isError: true }));
    t.expect.that(closed.isError === true, 'close_ticket should refuse an empty resolution.');
    t.expect.match(
      await structured(t, client, ['list_tickets', { status: 'open' }]),
      { tickets: seeded.toReversed() },
      'A refused close_ticket should close nothing.',
    );
  }),
];

export default checks;
