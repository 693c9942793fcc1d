import { createHash } from 'node:crypto';
import type { CheckTools } from '../../../../electron/server/labs/checks.ts';

export interface Ticket {
  id: string;
  title: string;
  body: string;
  priority: string;
  status: string;
  resolution: string | null;
}

type Random = CheckTools['random'];

/** Tickets that the server begins with, the oldest first. Comes before the program starts. */
export function seedTickets(t: CheckTools, count: number, random: Random = t.random): Ticket[] {
  const first = random.int(101, 800);
  const tickets = Array.from({ length: count }, (_, i) => {
    const isClosed = random.chance(0.3);
    return {
      id: `T-${first + i}`,
      title: `${random.word(7)} ${random.word(5)}`,
      body: random.sentence(),
      priority: random.pick(['low', 'normal', 'high']),
      status: isClosed ? 'closed' : 'open',
      resolution: isClosed ? random.sentence() : null,
    };
  });
  keepTickets(t, tickets);
  return tickets;
}

/** Tickets for a check that only reads them, or adds to them: a few runs in a row have them in common. */
export const lastingTickets = (t: CheckTools, count: number): Ticket[] =>
  t.turns().lasting((random) => seedTickets(t, count, random));

/** Open tickets that all runs have in common, at least `count`, one of which is this run's to close. */
export function turnTickets(t: CheckTools, count: number): { tickets: Ticket[]; own: Ticket } {
  const turns = t.turns();
  const tickets = openTickets(t, turns.count + count - 1, turns.random);
  return { tickets, own: tickets[turns.at]! };
}

/** Writes the file that the store reads at its start. Other tickets are another file: the program has to start again. */
export function keepTickets(t: CheckTools, tickets: readonly Ticket[]): void {
  const text = JSON.stringify(tickets);
  const mark = createHash('sha256').update(text).digest('hex').slice(0, 12);
  t.env({ TICKETS_FILE: t.files.write(`tickets-${mark}.json`, text) });
}

export function openTickets(t: CheckTools, count: number, random: Random = t.random): Ticket[] {
  const tickets = seedTickets(t, count, random).map((ticket) => ({
    ...ticket,
    status: 'open',
    resolution: null,
  }));
  keepTickets(t, tickets);
  return tickets;
}

export const idOf = (uri: string): string => uri.replace('ticket://', '');
