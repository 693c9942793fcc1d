import type { CheckTools } from '../../../../electron/server/labs/checks.ts';

export interface Ticket {
  id: string;
  title: string;
  body: string;
  priority: string;
  status: string;
  resolution: string | null;
}

/** Tickets that the server begins with, the oldest first. Comes before the program starts. */
export function seedTickets(t: CheckTools, count: number): Ticket[] {
  const first = t.random.int(101, 800);
  const tickets = Array.from({ length: count }, (_, i) => {
    const isClosed = t.random.chance(0.3);
    return {
      id: `T-${first + i}`,
      title: `${t.random.word(7)} ${t.random.word(5)}`,
      body: t.random.sentence(),
      priority: t.random.pick(['low', 'normal', 'high']),
      status: isClosed ? 'closed' : 'open',
      resolution: isClosed ? t.random.sentence() : null,
    };
  });
  keepTickets(t, tickets);
  return tickets;
}

/** Writes the file that the store reads at its start. */
export function keepTickets(t: CheckTools, tickets: Ticket[]): void {
  t.env({ TICKETS_FILE: t.files.write('tickets.json', JSON.stringify(tickets)) });
}

export function openTickets(t: CheckTools, count: number): Ticket[] {
  const tickets = seedTickets(t, count).map((ticket) => ({ ...ticket, status: 'open', resolution: null }));
  keepTickets(t, tickets);
  return tickets;
}

export const idOf = (uri: string): string => uri.replace('ticket://', '');
