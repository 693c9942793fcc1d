import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  ResourceTemplate,
  type ListResourcesResult,
  type McpServer,
} from '@modelcontextprotocol/server';
import type { Ticket, TicketStore } from './tickets.ts';

const PAGE = 10;

export const uriOf = (id: string): string => `ticket://${id}`;

export function registerResources(server: McpServer, store: TicketStore): void {
  server.registerResource(
    'ticket',
    new ResourceTemplate('ticket://{id}', { list: undefined }),
    { title: 'A ticket', description: 'One support ticket as JSON', mimeType: 'application/json' },
    (uri, { id }) => {
      const ticket = store.get(String(id));
      if (!ticket) throw new ResourceNotFoundError(uri.href);
      return { contents: [ticketContents(ticket)] };
    },
  );
  // The list of the SDK has no pages, so ours takes its place.
  server.server.setRequestHandler('resources/list', ({ params }) => pageOf(store.list(), params?.cursor));
}

export function ticketContents(ticket: Ticket): { uri: string; mimeType: string; text: string } {
  return { uri: uriOf(ticket.id), mimeType: 'application/json', text: JSON.stringify(ticket) };
}

/** A cursor names the last ticket of its page: a number would slip when a ticket is added in between. */
function pageOf(tickets: Ticket[], cursor: string | undefined): ListResourcesResult {
  const last = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString();
  const at = tickets.findIndex(({ id }) => id === last);
  if (last !== undefined && at === -1)
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, 'This cursor is not one of ours.');
  const page = tickets.slice(at + 1, at + 1 + PAGE);
  const end = page.at(-1);
  return {
    resources: page.map(({ id, title }) => ({
      uri: uriOf(id),
      name: id,
      title,
      mimeType: 'application/json',
    })),
    ...(end && end !== tickets.at(-1) ? { nextCursor: Buffer.from(end.id).toString('base64url') } : {}),
  };
}
