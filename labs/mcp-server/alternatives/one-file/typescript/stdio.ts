import { serveStdio as serve } from '@modelcontextprotocol/server/stdio';
import { createServer } from './create-server.ts';
import type { TicketStore } from './tickets.ts';

export function serveStdio(store: TicketStore): void {
  serve(({ era }) => {
    const server = createServer(store, era);
    if (era === 'modern')
      store.onChange((id) => void server.server.sendResourceUpdated({ uri: `ticket://${id}` }));
    return server;
  });
}
