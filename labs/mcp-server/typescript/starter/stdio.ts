import { serveStdio as serve } from '@modelcontextprotocol/server/stdio';
import { createServer } from './create-server.ts';
import type { TicketStore } from './tickets.ts';

/** Speaks over stdin and stdout, to the client that started this program. */
export function serveStdio(store: TicketStore): void {
  serve(({ era }) => createServer(store, era));
}
