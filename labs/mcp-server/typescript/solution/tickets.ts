import { appendFileSync, readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { config } from './config.ts';

export type Priority = 'low' | 'normal' | 'high';
export type Status = 'open' | 'closed';

export interface Ticket {
  id: string;
  title: string;
  body: string;
  priority: Priority;
  status: Status;
  resolution: string | null;
}

/** The tickets, in memory. */
export class TicketStore {
  readonly #tickets: Ticket[];
  readonly #listeners = new Set<(id: string) => void>();

  constructor(tickets: Ticket[] = loadTickets()) {
    this.#tickets = tickets;
  }

  /** All tickets, the newest first. */
  list(): Ticket[] {
    return this.#tickets.toReversed();
  }

  get(id: string): Ticket | undefined {
    return this.#tickets.find((ticket) => ticket.id === id);
  }

  /** @throws Error when the storage fails; its text is for us only */
  create(draft: Pick<Ticket, 'title' | 'body' | 'priority'>): Ticket {
    failOnFault();
    const numbers = this.#tickets.map(({ id }) => Number(id.slice(2)));
    const ticket: Ticket = {
      id: `T-${Math.max(100, ...numbers) + 1}`,
      title: draft.title,
      body: draft.body,
      priority: draft.priority,
      status: 'open',
      resolution: null,
    };
    this.#tickets.push(ticket);
    return ticket;
  }

  /** Writes the change down and tells the listeners. @throws Error when the storage fails */
  close(ticket: Ticket, resolution: string): Ticket {
    failOnFault();
    ticket.status = 'closed';
    ticket.resolution = resolution;
    for (const listener of this.#listeners) listener(ticket.id);
    return ticket;
  }

  /** Looks at one ticket, which takes its time. @returns what is wrong with it, or null */
  async inspect(ticket: Ticket): Promise<string | null> {
    await sleep(config.auditMs);
    if (config.auditLog) appendFileSync(config.auditLog, `${ticket.id}\n`);
    return ticket.body.trim() === '' ? 'no body' : null;
  }

  /** Calls the listener with the id of every ticket that changes. @returns how to stop that */
  onChange(listener: (id: string) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}

function loadTickets(): Ticket[] {
  return config.ticketsFile ? (JSON.parse(readFileSync(config.ticketsFile, 'utf8')) as Ticket[]) : [];
}

function failOnFault(): void {
  if (config.ticketsFault) throw new Error(config.ticketsFault);
}
