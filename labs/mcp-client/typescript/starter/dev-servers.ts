import { createServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, McpServer, type CallToolResult } from '@modelcontextprotocol/server';
import { z } from 'zod';

// Two servers to play with: `npm run servers`. The checks bring their own, with worse manners.
const orders = new Map([
  ['ORD-1042', { status: 'shipped', product: 'lamp' }],
  ['ORD-1043', { status: 'pending', product: 'chair' }],
]);
const tickets = new Map([['T-101', { title: 'The lamp is broken', status: 'open' }]]);
const order = z.object({ order: z.string().describe('Such as ORD-1042') });

function answer(structuredContent: Record<string, unknown> | undefined): CallToolResult {
  if (!structuredContent) return { content: [{ type: 'text', text: 'not found' }], isError: true };
  return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
}

function shop(): McpServer {
  const server = new McpServer({ name: 'shop', version: '1.0.0' });
  server.registerTool(
    'get_order_status',
    { description: 'Get the status of an order', inputSchema: order, annotations: { readOnlyHint: true } },
    ({ order: id }) => answer(orders.get(id)),
  );
  server.registerTool(
    'cancel_order',
    { description: 'Cancel an order', inputSchema: order, annotations: { destructiveHint: true } },
    ({ order: id }) => answer(orders.delete(id) ? { order: id, status: 'canceled' } : undefined),
  );
  return server;
}

// Somebody else's server, with a tool of the same name.
function desk(): McpServer {
  const server = new McpServer({ name: 'desk', version: '1.0.0' });
  server.registerTool(
    'get_order_status',
    { description: 'Get the tickets about an order', inputSchema: order },
    ({ order: id }) => answer({ order: id, tickets: tickets.size }),
  );
  server.registerTool(
    'close_ticket',
    { description: 'Close a ticket', inputSchema: z.object({ id: z.string() }) },
    ({ id }) => answer(tickets.delete(id) ? { id, status: 'closed' } : undefined),
  );
  return server;
}

for (const [port, factory] of [
  [4201, shop],
  [4202, desk],
] as const) {
  createServer(toNodeHandler(createMcpHandler(factory))).listen(port, '127.0.0.1', () =>
    console.log(`${factory.name} is at http://127.0.0.1:${port}/mcp`),
  );
}
