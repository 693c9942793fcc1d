import type { CallToolResult, JSONObject, ServerContext, Tool } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { TicketStore } from './tickets.ts';

const text = { type: 'string' } as const;
const ticket = {
  type: 'object' as const,
  properties: { id: text, title: text, body: text, priority: text, status: text, resolution: {} },
  required: ['id', 'title', 'body', 'priority', 'status'],
};
const draft = z.object({
  title: z.string().min(1).max(120),
  body: z.string(),
  priority: z.enum(['low', 'normal', 'high']).optional(),
});
const closing = z.object({ id: z.string(), resolution: z.string().min(1) });
const filter = z.object({ status: z.enum(['open', 'closed']).optional() });

export class Refusal extends Error {}

export const toolTable: Tool[] = [
  {
    name: 'audit_tickets',
    description: 'Looks at every ticket and reports which have a problem.',
    inputSchema: { type: 'object' },
    outputSchema: {
      type: 'object',
      properties: { checked: { type: 'integer' }, problems: { type: 'array' } },
    },
  },
  {
    name: 'close_ticket',
    description: 'Ends the work on a ticket.',
    inputSchema: {
      type: 'object',
      properties: { id: text, resolution: text },
      required: ['resolution', 'id'],
    },
    outputSchema: ticket,
    annotations: { destructiveHint: true },
  },
  {
    name: 'create_ticket',
    description: 'Writes down a new ticket.',
    inputSchema: {
      type: 'object',
      properties: { title: { type: 'string', maxLength: 120 }, body: text, priority: text },
      required: ['title', 'body'],
    },
    outputSchema: ticket,
  },
  {
    name: 'list_tickets',
    description: 'Gives the tickets, newest first.',
    inputSchema: { type: 'object', properties: { status: { enum: ['open', 'closed'] } } },
    outputSchema: { type: 'object', properties: { tickets: { type: 'array', items: ticket } } },
    annotations: { readOnlyHint: true },
  },
];

type Run = (args: unknown, context: ServerContext) => object | Promise<object>;

export function runners(store: TicketStore): Record<string, Run> {
  const mayWrite = ({ http }: ServerContext): void => {
    if (http?.authInfo && !http.authInfo.scopes.includes('tickets:write'))
      throw new Refusal('You may only read.');
  };
  return {
    list_tickets(args) {
      const { status } = filter.parse(args);
      return { tickets: store.list().filter((one) => (status ?? one.status) === one.status) };
    },
    create_ticket(args, context) {
      mayWrite(context);
      return store.create({ priority: 'normal', ...draft.parse(args) });
    },
    close_ticket(args, context) {
      mayWrite(context);
      const { id, resolution } = closing.parse(args);
      const found = store.get(id);
      if (found?.status !== 'open') throw new Refusal(`${id} is not an open ticket.`);
      return store.close(found, resolution);
    },
    async audit_tickets(_, { mcpReq }) {
      const all = store.list();
      const problems: object[] = [];
      const progressToken = mcpReq._meta?.progressToken;
      let progress = 0;
      while (progress < all.length && !mcpReq.signal.aborted) {
        const problem = await store.inspect(all[progress]!);
        if (problem !== null) problems.push({ id: all[progress]!.id, problem });
        progress += 1;
        const params = { progress, total: all.length };
        if (progressToken !== undefined)
          void mcpReq.notify({ method: 'notifications/progress', params: { ...params, progressToken } });
      }
      return { checked: all.length, problems };
    },
  };
}

export const resultOf = (structuredContent: object): CallToolResult => ({
  structuredContent: { ...structuredContent } as JSONObject,
  content: [{ type: 'text', text: JSON.stringify(structuredContent, null, 2) }],
});
