import type { Client, ListResourcesResult } from '@modelcontextprotocol/client';
import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { reason, refused, session, structured } from './lib/client.ts';
import { idOf, openTickets, seedTickets, type Ticket } from './lib/tickets.ts';

const INVALID_PARAMS = -32602;

/** One page, as the server sends it: `client.listResources()` would put all pages together. */
async function page(t: CheckTools, client: Client, cursor?: string): Promise<ListResourcesResult> {
  try {
    return await client.request({
      method: 'resources/list',
      params: cursor === undefined ? {} : { cursor },
    });
  } catch (error) {
    t.expect.that(false, { message: `resources/list should give a page; it failed: ${reason(error)}.` });
    throw error;
  }
}

/** All pages from a cursor on. */
async function pages(t: CheckTools, client: Client, from?: string): Promise<ListResourcesResult[]> {
  const all: ListResourcesResult[] = [];
  let cursor = from;
  do {
    const next = await page(t, client, cursor);
    all.push(next);
    cursor = next.nextCursor;
    t.expect.that(
      all.length < 20,
      'resources/list should come to an end; its 20th page still had a nextCursor.',
    );
  } while (cursor !== undefined);
  return all;
}

const idsIn = (all: ListResourcesResult[]): string[] =>
  all.flatMap(({ resources }) => resources.map(({ uri }) => idOf(uri)));

async function read(t: CheckTools, client: Client, id: string): Promise<Ticket> {
  const uri = `ticket://${id}`;
  const { contents } = await client.readResource({ uri }).catch((error: unknown) => {
    t.expect.that(false, { message: `resources/read of ${uri} should answer; it failed: ${reason(error)}.` });
    throw error;
  });
  t.expect.match(
    contents,
    [{ uri, mimeType: 'application/json', text: /^\{/ }],
    'resources/read should give one text with the uri of the ticket and the mimeType application/json.',
  );
  return JSON.parse((contents[0] as { text: string }).text) as Ticket;
}

const checks: DefineChecks = (check) => [
  check('template', 'A template says how to address a ticket', async (t) => {
    const { client } = await session(t);
    const { resourceTemplates } = await client
      .listResourceTemplates()
      .catch(() => ({ resourceTemplates: [] }));
    t.expect.that(
      resourceTemplates.some(({ uriTemplate }) => uriTemplate === 'ticket://{id}'),
      {
        message: 'resources/templates/list should name the template ticket://{id}.',
        actual: resourceTemplates,
      },
    );
  }),

  check('read', 'A ticket reads as it is now', async (t) => {
    const tickets = openTickets(t, 6);
    const { client } = await session(t);
    const ticket = t.random.pick(tickets);
    t.expect.equal(
      await read(t, client, ticket.id),
      ticket,
      'ticket://{id} should read as that ticket, as JSON.',
    );
    const resolution = t.random.sentence();
    await structured(t, client, ['close_ticket', { id: ticket.id, resolution }]);
    t.expect.match(
      await read(t, client, ticket.id),
      { status: 'closed', resolution },
      'After close_ticket the resource should show the ticket as it is then.',
    );
  }),

  check('not-found', 'A ticket that does not exist is an error, not an empty answer', async (t) => {
    seedTickets(t, 3);
    const { client } = await session(t);
    const uri = `ticket://T-${t.random.int(1000, 9999)}`;
    const { code } = await refused(
      t,
      client.readResource({ uri }),
      'resources/read of a ticket that does not exist should be a protocol error.',
    );
    t.expect.equal(
      code,
      INVALID_PARAMS,
      'resources/read of a ticket that does not exist should fail with -32602.',
    );
  }),

  check('pages', 'The list comes in pages of at most ten', async (t) => {
    const seeded = seedTickets(t, t.random.pick([20, 23, 27, 30]));
    const { client } = await session(t);
    const all = await pages(t, client);
    t.expect.that(
      all.every(({ resources }) => resources.length <= 10),
      {
        message: 'A page of resources/list should hold ten resources at most.',
        actual: all.map(({ resources }) => resources.length),
      },
    );
    t.expect.equal(
      idsIn(all),
      seeded.toReversed().map(({ id }) => id),
      'All pages together should name every ticket once, the newest first.',
    );
    t.expect.equal(
      all.length,
      Math.ceil(seeded.length / 10),
      'The last page with resources should have no nextCursor: nothing comes after it.',
    );
    const { title } = seeded.at(-1)!;
    t.expect.match(all[0]?.resources[0], { title }, 'Each resource should carry the title of its ticket.');
  }),

  check('stable-pages', 'A ticket made in between moves nothing', async (t) => {
    const seeded = seedTickets(t, t.random.int(21, 28));
    const { client } = await session(t);
    const first = await page(t, client);
    const made = t.random.int(1, 3);
    for (let i = 0; i < made; i += 1)
      await structured(t, client, ['create_ticket', { title: t.random.word(), body: t.random.sentence() }]);
    t.expect.that(
      first.nextCursor !== undefined,
      'The first page of more than ten tickets should have a nextCursor.',
    );
    const ids = idsIn([first, ...(await pages(t, client, first.nextCursor))]);
    t.expect.equal(
      ids,
      seeded.toReversed().map(({ id }) => id),
      'When tickets are created between two pages, the pages should still name each older ticket exactly once.',
    );
  }),

  check('bad-cursor', 'A cursor that is none is refused', async (t) => {
    seedTickets(t, 12);
    const { client } = await session(t);
    const { code } = await refused(
      t,
      client.request({ method: 'resources/list', params: { cursor: `${t.random.word(6)}!` } }),
      'resources/list with a cursor that the server never gave should be a protocol error.',
    );
    t.expect.equal(code, INVALID_PARAMS, 'A cursor that the server never gave should fail with -32602.');
  }),

  check('prompt', 'The prompt triage brings the ticket along', async (t) => {
    const ticket = t.random.pick(seedTickets(t, 4));
    const { client } = await session(t);
    const { prompts } = await client.listPrompts().catch(() => ({ prompts: [] }));
    t.expect.match(
      prompts.find(({ name }) => name === 'triage'),
      { name: 'triage', description: /\S/, arguments: [{ name: 'id', required: true }] },
      'prompts/list should name the prompt triage with a description and its required argument id.',
    );
    const { messages } = await client.getPrompt({ name: 'triage', arguments: { id: ticket.id } });
    const texts = messages.flatMap(({ content }) => (content.type === 'text' ? [content.text] : []));
    t.expect.that(
      texts.some((text) => text.includes(ticket.id)),
      {
        message: 'A text of the prompt triage should name the id of the ticket.',
        actual: texts,
      },
    );
    const resource = messages.flatMap(({ content }) =>
      content.type === 'resource' ? [content.resource] : [],
    )[0];
    t.expect.match(
      resource,
      { uri: `ticket://${ticket.id}`, mimeType: 'application/json', text: /^\{/ },
      'The prompt triage should embed the ticket as a resource, so that the client need not read it first.',
    );
    t.expect.equal(
      JSON.parse((resource as { text: string }).text),
      ticket,
      'The embedded resource should hold the ticket, as JSON.',
    );
    const { code } = await refused(
      t,
      client.getPrompt({ name: 'triage', arguments: { id: 'T-9999' } }),
      'The prompt triage for a ticket that does not exist should be a protocol error.',
    );
    t.expect.equal(
      code,
      INVALID_PARAMS,
      'A prompt for a ticket that does not exist should fail with -32602.',
    );
  }),
];

export default checks;
