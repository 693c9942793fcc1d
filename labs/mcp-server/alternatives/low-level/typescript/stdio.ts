import { serveStdio as serve } from '@modelcontextprotocol/server/stdio';
import { createServer } from './create-server.ts';
import { uriOf } from './resources.ts';
import type { TicketStore } from './tickets.ts';

export function serveStdio(store: TicketStore): void {
  serve(({ era }) => {
    const { server } = createServer(store, era);
    if (era === 'modern') store.onChange((id) => void server.sendResourceUpdated({ uri: uriOf(id) }));
    return server;
  });
}
