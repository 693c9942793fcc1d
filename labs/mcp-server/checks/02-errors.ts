import type { Client } from '@modelcontextprotocol/client';
import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { callTool, session, structured, textOf, until } from './lib/client.ts';
import { openTickets, seedTickets, type Ticket } from './lib/tickets.ts';

/** Calls a tool that has to say no in a way that a model can read. @returns its words */
async function refusal(
  t: CheckTools,
  client: Client,
  call: [name: string, args: Record<string, unknown>],
): Promise<string> {
  const result = await callTool(t, client, call);
  t.expect.that(result.isError === true, {
    message: `${call[0]} should answer with isError: true when it could not do what was asked.`,
    expected: call[1],
    actual: result,
  });
  return textOf(result);
}

const checks: DefineChecks = (check) => [
  check('unknown-ticket', 'A ticket that does not exist is named in the refusal', async (t) => {
    seedTickets(t, 4);
    const { client } = await session(t);
    const id = `T-${t.random.int(1000, 9999)}`;
    const said = await refusal(t, client, ['close_ticket', { id, resolution: t.random.sentence() }]);
    t.expect.that(said.includes(id), {
      message: 'The text of the refusal should name the id, so that the model sees what was wrong.',
      expected: id,
      actual: said,
    });
  }),

  check('closed-twice', 'A closed ticket stays as it is', async (t) => {
    const ticket = t.random.pick(openTickets(t, 5));
    const { client } = await session(t);
    const resolution = t.random.sentence();
    await structured(t, client, ['close_ticket', { id: ticket.id, resolution }]);
    const second: [string, Record<string, unknown>] = [
      'close_ticket',
      { id: ticket.id, resolution: 'again' },
    ];
    const said = await refusal(t, client, second);
    t.expect.that(said.includes(ticket.id), {
      message: 'The text of the refusal should name the id of the ticket.',
      expected: ticket.id,
      actual: said,
    });
    const { tickets } = await structured(t, client, ['list_tickets', {}]);
    const now = (tickets as Ticket[]).find(({ id }) => id === ticket.id);
    t.expect.equal(now?.resolution, resolution, 'Closing a ticket twice should keep its first resolution.');
  }),

  check('no-leak', 'What broke inside stays inside', async (t) => {
    const secret = `${t.random.word(9)}${t.random.int(100, 999)}`;
    const ticket = t.random.pick(openTickets(t, 3));
    t.env({ TICKETS_FAULT: secret });
    const { client, stderr } = await t.mcp({ versionNegotiation: { mode: { pin: '2026-07-28' } } });
    for (const call of [
      ['create_ticket', { title: t.random.word(), body: t.random.sentence() }],
      ['close_ticket', { id: ticket.id, resolution: t.random.sentence() }],
    ] as [string, Record<string, unknown>][]) {
      const said = await refusal(t, client, call);
      t.expect.that(!said.includes(secret) && said.trim() !== '', {
        message: `When the storage fails, ${call[0]} should say that it could not do it, without the text of the exception.`,
        actual: said,
      });
    }
    t.expect.that(await until(() => stderr().includes(secret), 8000), {
      message: 'The exception should be in the log (stderr): without it nobody can find out what broke.',
      expected: secret,
      actual: stderr().slice(-500),
    });
  }),

  check('clean-stdout', 'stdout carries messages and nothing else', async (t) => {
    const ticket = t.random.pick(openTickets(t, 3));
    const server = await t.mcp();
    const { client } = server;
    await structured(t, client, ['list_tickets', {}]);
    await structured(t, client, ['create_ticket', { title: t.random.word(), body: t.random.sentence() }]);
    await structured(t, client, ['close_ticket', { id: ticket.id, resolution: t.random.sentence() }]);
    await callTool(t, client, ['close_ticket', { id: ticket.id, resolution: t.random.sentence() }]);
    server.send({ jsonrpc: '2.0', id: 'last', method: 'ping' });
    for (let message = await server.nextMessage(); ; message = await server.nextMessage()) {
      t.expect.that(!('unparsed' in message), {
        message: 'Your server printed a line to stdout that is no message. Write logs to stderr.',
        actual: message['unparsed'],
      });
      if (message['id'] === 'last') return;
    }
  }),
];

export default checks;
