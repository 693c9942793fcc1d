import { serveStdio as serve } from '@modelcontextprotocol/server/stdio';
import { createServer } from './create-server.ts';
import { uriOf } from './resources.ts';
import type { TicketStore } from './tickets.ts';

/** Speaks over stdin and stdout, to the client that started this program. stdout carries messages only. */
export function serveStdio(store: TicketStore): void {
  serve(
    ({ era }) => {
      const server = createServer(store, era);
      // The SDK passes an update on to those who listen for this ticket; the protocol before had other rules.
      if (era === 'modern')
        store.onChange((id) => {
          server.server.sendResourceUpdated({ uri: uriOf(id) }).catch(console.error);
        });
      return server;
    },
    { onerror: console.error },
  );
}
