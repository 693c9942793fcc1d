import { ProtocolError, ProtocolErrorCode, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { ticketContents } from './resources.ts';
import type { TicketStore } from './tickets.ts';

export function registerPrompts(server: McpServer, store: TicketStore): void {
  server.registerPrompt(
    'triage',
    {
      title: 'Triage a ticket',
      description: 'Asks for a priority and the next step for one ticket.',
      argsSchema: z.object({ id: z.string().describe('Such as T-101') }),
    },
    ({ id }) => {
      const ticket = store.get(id);
      if (!ticket) throw new ProtocolError(ProtocolErrorCode.InvalidParams, `There is no ticket ${id}.`);
      return {
        messages: [
          {
            role: 'user',
            content: { type: 'text', text: `Suggest a priority and the next step for ticket ${id}.` },
          },
          { role: 'user', content: { type: 'resource', resource: ticketContents(ticket) } },
        ],
      };
    },
  );
}
