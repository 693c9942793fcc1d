import type { Ticket } from './tickets.ts';

export const uriOf = (id: string): string => `ticket://${id}`;
export const contentsOf = (ticket: Ticket) => ({
  uri: uriOf(ticket.id),
  mimeType: 'application/json',
  text: JSON.stringify(ticket),
});
