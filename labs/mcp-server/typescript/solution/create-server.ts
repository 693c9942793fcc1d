import { McpServer, type McpRequestContext } from '@modelcontextprotocol/server';
import { registerAudit } from './audit.ts';
import { registerPrompts } from './prompts.ts';
import { registerResources } from './resources.ts';
import type { TicketStore } from './tickets.ts';
import { registerTools } from './tools.ts';

/** One server for one connection (stdio) or one request (HTTP); all of them share the store. */
export function createServer(store: TicketStore, era: McpRequestContext['era']): McpServer {
  const server = new McpServer(
    { name: 'tickets', version: '1.0.0' },
    {
      instructions: 'Support tickets: list, open, close and audit them.',
      // The protocol before asks for other methods when a server says that it takes subscriptions.
      capabilities: { resources: { subscribe: era === 'modern' } },
    },
  );
  registerTools(server, store);
  registerAudit(server, store);
  registerResources(server, store);
  registerPrompts(server, store);
  return server;
}
