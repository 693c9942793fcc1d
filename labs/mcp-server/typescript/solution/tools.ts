import { requireScopes, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { answer, guarded, refusal } from './results.ts';
import { newTicketSchema, ticketSchema } from './schemas.ts';
import type { TicketStore } from './tickets.ts';

const mayWrite = requireScopes('tickets:read', 'tickets:write');

export function registerTools(server: McpServer, store: TicketStore): void {
  server.registerTool(
    'list_tickets',
    {
      title: 'List tickets',
      description: 'Lists support tickets, the newest first.',
      inputSchema: z.object({ status: z.enum(['open', 'closed']).optional().describe('Only these') }),
      outputSchema: z.object({ tickets: z.array(ticketSchema) }),
      annotations: { readOnlyHint: true },
    },
    guarded(({ status }) =>
      answer({ tickets: store.list().filter((ticket) => !status || ticket.status === status) }),
    ),
  );

  server.registerTool(
    'create_ticket',
    {
      title: 'Create a ticket',
      description: 'Opens a new support ticket and gives it back with its id.',
      inputSchema: newTicketSchema,
      outputSchema: ticketSchema,
      annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: false },
      scopeChallenge: mayWrite,
    },
    guarded((draft) => answer({ ...store.create(draft) })),
  );

  server.registerTool(
    'close_ticket',
    {
      title: 'Close a ticket',
      description: 'Closes an open ticket for good and notes how it was resolved.',
      inputSchema: z.object({
        id: z.string().describe('Such as T-101'),
        resolution: z.string().min(1).describe('How it was resolved'),
      }),
      outputSchema: ticketSchema,
      annotations: { readOnlyHint: false, destructiveHint: true },
      scopeChallenge: mayWrite,
    },
    guarded(({ id, resolution }) => {
      const ticket = store.get(id);
      if (!ticket) return refusal(`There is no ticket ${id}. Call list_tickets to see which there are.`);
      if (ticket.status === 'closed') return refusal(`The ticket ${id} is closed already.`);
      return answer({ ...store.close(ticket, resolution) });
    }),
  );
}
