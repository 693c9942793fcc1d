import { McpServer, type McpRequestContext } from '@modelcontextprotocol/server';
import type { TicketStore } from './tickets.ts';

/**
 * One server for one connection (stdio) or one request (HTTP); all of them share the store.
 * The era is the protocol that this client speaks: 'modern' is the current one, 'legacy' the one before.
 */
export function createServer(_store: TicketStore, _era: McpRequestContext['era']): McpServer {
  const server = new McpServer(
    { name: 'tickets', version: '1.0.0' },
    { instructions: 'Support tickets: list, open, close and audit them.' },
  );
  // Register tools, resources and prompts here.
  return server;
}
