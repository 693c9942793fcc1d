import {
  ProtocolError,
  ResourceNotFoundError,
  Server,
  type McpRequestContext,
  type ServerContext,
} from '@modelcontextprotocol/server';
import { ZodError } from 'zod';
import { contentsOf, uriOf } from './resources.ts';
import type { TicketStore } from './tickets.ts';
import { Refusal, resultOf, runners, toolTable } from './tool-table.ts';

export function createServer(store: TicketStore, era: McpRequestContext['era']): { server: Server } {
  const server = new Server(
    { name: 'desk', version: '0.9.0' },
    { capabilities: { tools: {}, prompts: {}, resources: era === 'modern' ? { subscribe: true } : {} } },
  );
  const run = runners(store);

  server.setRequestHandler('tools/list', () => ({ tools: toolTable }));
  server.setRequestHandler('tools/call', async ({ params }, context: ServerContext) => {
    const tool = run[params.name];
    if (!tool) throw new ProtocolError(-32602, `No tool ${params.name}`);
    try {
      return resultOf(await tool(params.arguments ?? {}, context));
    } catch (error) {
      const isExpected = error instanceof Refusal || error instanceof ZodError;
      if (!isExpected) process.stderr.write(`${String(error)}\n`);
      return {
        isError: true,
        content: [
          { type: 'text' as const, text: isExpected ? error.message : 'Something broke on our side.' },
        ],
      };
    }
  });

  server.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: [{ name: 'ticket', uriTemplate: 'ticket://{id}', mimeType: 'application/json' }],
  }));
  server.setRequestHandler('resources/read', ({ params: { uri } }) => {
    const ticket = store.get(uri.slice('ticket://'.length));
    if (!ticket) throw new ResourceNotFoundError(uri);
    return { contents: [contentsOf(ticket)] };
  });
  server.setRequestHandler('resources/list', ({ params }) => {
    // Ids count up, so "older than 120" says where to go on.
    const before = params?.cursor === undefined ? Infinity : Number(params.cursor);
    if (Number.isNaN(before)) throw new ProtocolError(-32602, 'not a cursor');
    const rest = store.list().filter(({ id }) => Number(id.slice(2)) < before);
    const resources = rest
      .slice(0, 10)
      .map(({ id, title }) => ({ uri: uriOf(id), name: id, title, mimeType: 'application/json' }));
    return rest.length > 10 ? { resources, nextCursor: rest[9]!.id.slice(2) } : { resources };
  });

  server.setRequestHandler('prompts/list', () => ({
    prompts: [
      { name: 'triage', description: 'What to do next', arguments: [{ name: 'id', required: true }] },
    ],
  }));
  server.setRequestHandler('prompts/get', ({ params }) => {
    const ticket = store.get(String(params.arguments?.['id']));
    if (!ticket) throw new ProtocolError(-32602, 'no such ticket');
    const parts = [
      { type: 'resource' as const, resource: contentsOf(ticket) },
      { type: 'text' as const, text: `What next for ${ticket.id}?` },
    ];
    return { messages: parts.map((content) => ({ role: 'user' as const, content })) };
  });
  return { server };
}
