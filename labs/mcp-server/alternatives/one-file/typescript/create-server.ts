import {
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
  requireScopes,
  ResourceNotFoundError,
  ResourceTemplate,
  type CallToolResult,
  type McpRequestContext,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { TicketStore } from './tickets.ts';

const ticketSchema = z.object({
  id: z.string(),
  title: z.string(),
  body: z.string(),
  priority: z.string(),
  status: z.string(),
  resolution: z.string().nullable(),
});
const ok = (value: object): CallToolResult => ({
  content: [{ type: 'text', text: JSON.stringify(value) }],
  structuredContent: { ...value },
});
const refusal = (message: string): CallToolResult => ({
  content: [{ type: 'text', text: message }],
  isError: true,
});

function guarded<Args extends unknown[]>(
  handler: (...args: Args) => CallToolResult | Promise<CallToolResult>,
) {
  return async (...args: Args): Promise<CallToolResult> => {
    try {
      return await handler(...args);
    } catch (error) {
      console.error(error);
      return refusal('The ticket system could not do this. Nothing was changed; try again later.');
    }
  };
}

export function createServer(store: TicketStore, era: McpRequestContext['era']): McpServer {
  const server = new McpServer(
    { name: 'tickets', version: '1.0.0' },
    { capabilities: { resources: { subscribe: era === 'modern' } } },
  );
  const scopeChallenge = requireScopes('tickets:write');
  server.registerTool(
    'list_tickets',
    {
      description: 'Lists all tickets.',
      inputSchema: z.object({ status: z.enum(['open', 'closed']).optional() }),
      outputSchema: z.object({ tickets: z.array(ticketSchema) }),
      annotations: { readOnlyHint: true },
    },
    ({ status }) => ok({ tickets: status ? store.list().filter((t) => t.status === status) : store.list() }),
  );
  server.registerTool(
    'create_ticket',
    {
      description: 'Opens a new support ticket.',
      inputSchema: z.object({
        title: z.string().min(1).max(120),
        body: z.string(),
        priority: z.enum(['low', 'normal', 'high']).default('normal'),
      }),
      outputSchema: ticketSchema,
      scopeChallenge,
    },
    guarded((draft) => ok(store.create(draft))),
  );
  server.registerTool(
    'close_ticket',
    {
      description: 'Closes a ticket.',
      inputSchema: z.object({ id: z.string(), resolution: z.string().min(1) }),
      outputSchema: ticketSchema,
      annotations: { destructiveHint: true },
      scopeChallenge,
    },
    guarded(({ id, resolution }) => {
      const ticket = store.get(id);
      if (!ticket) return refusal(`There is no ticket ${id}.`);
      if (ticket.status === 'closed') return refusal(`${id} is closed.`);
      return ok(store.close(ticket, resolution));
    }),
  );
  server.registerTool(
    'audit_tickets',
    {
      description: 'Inspects all tickets.',
      outputSchema: z.object({
        checked: z.number(),
        problems: z.array(z.object({ id: z.string(), problem: z.string() })),
      }),
    },
    guarded(async ({ mcpReq }: ServerContext) => {
      const tickets = store.list();
      const problems: object[] = [];
      const progressToken = mcpReq._meta?.progressToken;
      for (const [i, ticket] of tickets.entries()) {
        mcpReq.signal.throwIfAborted();
        const problem = await store.inspect(ticket);
        if (problem) problems.push({ id: ticket.id, problem });
        const params = { progress: i + 1, total: tickets.length };
        if (progressToken !== undefined)
          await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, ...params } });
      }
      return ok({ checked: tickets.length, problems });
    }),
  );

  server.registerResource(
    'ticket',
    new ResourceTemplate('ticket://{id}', { list: undefined }),
    { mimeType: 'application/json' },
    (uri, { id }) => {
      const ticket = store.get(String(id));
      if (!ticket) throw new ResourceNotFoundError(uri.href);
      return { contents: [{ uri: uri.href, mimeType: 'application/json', text: JSON.stringify(ticket) }] };
    },
  );
  server.server.setRequestHandler('resources/list', ({ params }) => {
    const tickets = store.list();
    const at = params?.cursor === undefined ? -1 : tickets.findIndex(({ id }) => id === params.cursor);
    if (params?.cursor !== undefined && at === -1)
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'Bad cursor.');
    const page = tickets.slice(at + 1, at + 11);
    const resources = page.map(({ id, title }) => ({
      uri: `ticket://${id}`,
      name: id,
      title,
      mimeType: 'application/json',
    }));
    return at + 11 < tickets.length ? { resources, nextCursor: page.at(-1)!.id } : { resources };
  });
  server.registerPrompt(
    'triage',
    { description: 'Triage a ticket', argsSchema: z.object({ id: z.string() }) },
    ({ id }) => {
      const ticket = store.get(id);
      if (!ticket) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `No ticket ${id}.`);
      const resource = { uri: `ticket://${id}`, mimeType: 'application/json', text: JSON.stringify(ticket) };
      return {
        messages: [
          { role: 'user', content: { type: 'text', text: `What should happen with ${id}?` } },
          { role: 'user', content: { type: 'resource', resource } },
        ],
      };
    },
  );
  return server;
}
