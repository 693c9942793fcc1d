import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { structured } from './lib/client.ts';
import { httpClient } from './lib/http-client.ts';
import { openTickets, turnTickets, type Ticket } from './lib/tickets.ts';

interface Issued {
  active?: boolean;
  scope?: string;
  exp?: number;
  aud?: string;
}

/** In an hour there is one answer: the runs of a check that share a program have it in common. */
const thisHour = (): number => Math.floor(Date.now() / 3_600_000) * 3600;

/**
 * An authorization server's view of some tokens, and the address that they are for. Each run has tokens of its own, and
 * the server knows those of all.
 */
function issue<Name extends string>(
  t: CheckTools,
  tokens: Record<Name, Issued>,
): { resource: string; issuer: string; tokens: Record<Name, string> } {
  const turns = t.turns();
  const { random } = turns;
  const host = turns.lasting((lasting) => `${lasting.word(7)}.example`);
  const resource = `https://tickets.${host}/mcp`;
  const issuer = `https://login.${host}`;
  const names = Object.keys(tokens) as Name[];
  const made = Array.from(
    { length: turns.count },
    () =>
      Object.fromEntries(names.map((name) => [name, `${random.word(12)}${random.int(100, 999)}`])) as Record<
        Name,
        string
      >,
  );
  const known = made.flatMap((own) =>
    names.map((name) => [
      own[name],
      {
        active: true,
        client_id: random.word(6),
        scope: 'tickets:read tickets:write',
        exp: thisHour() + 2 * 3600,
        aud: resource,
        ...tokens[name],
      },
    ]),
  );
  t.env({ RESOURCE_URL: resource, ISSUER_URL: issuer, TOKENS: JSON.stringify(Object.fromEntries(known)) });
  return { resource, issuer, tokens: made[turns.at]! };
}

/** A plain request of the current protocol. */
function listTools(t: CheckTools, token?: string) {
  return t.http('/mcp', {
    headers: {
      accept: 'application/json, text/event-stream',
      'mcp-protocol-version': '2026-07-28',
      'mcp-method': 'tools/list',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    json: {
      jsonrpc: '2.0',
      id: 1,
      method: 'tools/list',
      params: {
        _meta: {
          'io.modelcontextprotocol/protocolVersion': '2026-07-28',
          'io.modelcontextprotocol/clientCapabilities': {},
        },
      },
    },
  });
}

const checks: DefineChecks = (check) => [
  check('challenge', 'Without a token a client learns where to get one', async (t) => {
    const { resource } = issue(t, {});
    const answer = await listTools(t);
    t.expect.status(answer, 401);
    const header = answer.headers.get('www-authenticate') ?? '';
    const wanted = resource.replace(/\/mcp$/, '/.well-known/oauth-protected-resource/mcp');
    t.expect.that(/^Bearer\b/i.test(header) && header.includes(`resource_metadata="${wanted}"`), {
      message:
        'A 401 should carry WWW-Authenticate: Bearer with resource_metadata, the address of the metadata.',
      expected: `Bearer resource_metadata="${wanted}"`,
      actual: header,
    });
  }),

  check('metadata', 'The metadata names the server, the issuer and the scopes', async (t) => {
    const { resource, issuer } = issue(t, {});
    const answer = await t.http('/.well-known/oauth-protected-resource/mcp');
    t.expect.status(answer, 200);
    const body = answer.json();
    t.expect.equal(body['resource'], resource, 'The metadata should give RESOURCE_URL as "resource".');
    const issuers = [body['authorization_servers']].flat().map((url) => String(url).replace(/\/$/, ''));
    t.expect.equal(
      issuers,
      [issuer],
      'The metadata should give ISSUER_URL as the only one of "authorization_servers".',
    );
    const scopes = [body['scopes_supported']].flat();
    t.expect.that(scopes.includes('tickets:read'), {
      message: 'The metadata should name the scope tickets:read in "scopes_supported".',
      actual: scopes,
    });
  }),

  check('good-token', 'A good token opens the server, for both protocols', async (t) => {
    const { tokens } = issue(t, { good: {} });
    const { tickets: all, own: ticket } = turnTickets(t, 3);
    for (const era of ['current', 'previous'] as const) {
      const client = await httpClient(t, { era, token: tokens.good });
      const { tickets } = await structured(t, client, ['list_tickets', {}]);
      t.expect.equal(
        (tickets as Ticket[]).length,
        all.length,
        'With a good token list_tickets should give all tickets.',
      );
    }
    const client = await httpClient(t, { era: 'current', token: tokens.good });
    await structured(t, client, ['close_ticket', { id: ticket.id, resolution: t.random.sentence() }]);
  }),

  check('bad-tokens', 'Every other token is refused', async (t) => {
    const { tokens } = issue(t, {
      good: {},
      expired: { exp: thisHour() - t.turns().random.int(60, 9000) },
      revoked: { active: false },
      foreign: { aud: `https://${t.turns().random.word(8)}.example/mcp` },
    });
    t.expect.status(await listTools(t, tokens.good), 200);
    const why = {
      expired: 'whose exp has passed',
      revoked: 'that is not active',
      foreign: 'that was issued for another server (aud)',
    };
    for (const name of ['expired', 'revoked', 'foreign'] as const) {
      const answer = await listTools(t, tokens[name]);
      t.expect.equal(answer.status, 401, `A token ${why[name]} should be answered with 401.`);
    }
    const answer = await listTools(t, `${tokens.good}x`);
    t.expect.equal(answer.status, 401, 'A token that the issuer does not know should be answered with 401.');
  }),

  check('read-scope', 'A token without tickets:read may nothing', async (t) => {
    const { tokens } = issue(t, { poor: { scope: `${t.turns().random.word(5)}:read` } });
    const answer = await listTools(t, tokens.poor);
    t.expect.equal(answer.status, 403, 'A token without the scope tickets:read should be answered with 403.');
  }),

  check('write-scope', 'A token without tickets:write changes nothing', async (t) => {
    const { tokens } = issue(t, { reader: { scope: 'tickets:read' }, writer: {} });
    const { tickets: all, own: ticket } = turnTickets(t, 3);
    for (const era of ['current', 'previous'] as const) {
      const reader = await httpClient(t, { era, token: tokens.reader });
      await structured(t, reader, ['list_tickets', {}]);
      for (const call of [
        { name: 'create_ticket', arguments: { title: t.random.word(), body: t.random.sentence() } },
        { name: 'close_ticket', arguments: { id: ticket.id, resolution: t.random.sentence() } },
      ]) {
        // Status 403 and a result with isError both say no: which one fits depends on where the scope is looked at.
        const answer = await reader.callTool(call).catch(() => ({ isError: true }));
        t.expect.that(answer.isError === true, {
          message: `${call.name} with a token that has only tickets:read should be refused: 403, or a result with isError.`,
          actual: answer,
        });
      }
    }
    const writer = await httpClient(t, { era: 'current', token: tokens.writer });
    const { tickets } = await structured(t, writer, ['list_tickets', { status: 'open' }]);
    t.expect.equal(
      (tickets as Ticket[]).length,
      all.length,
      'A refused call should leave the tickets as they were.',
    );
  }),

  check('stdio-stays', 'Over stdio no token is asked for', async (t) => {
    issue(t, {});
    openTickets(t, 2);
    const { client } = await t.mcp();
    await structured(t, client, ['create_ticket', { title: t.random.word(), body: t.random.sentence() }]);
  }),
];

export default checks;
