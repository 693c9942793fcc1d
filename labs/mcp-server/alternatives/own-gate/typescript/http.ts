import http from 'node:http';
import {
  localhostHostValidation,
  localhostOriginValidation,
  toNodeHandler,
} from '@modelcontextprotocol/node';
import { createMcpHandler } from '@modelcontextprotocol/server';
import { createServer } from './create-server.ts';
import { gate } from './gate.ts';
import type { TicketStore } from './tickets.ts';

/** The guards for node:http in front, the gate on web requests behind them. */
export function serveHttp(store: TicketStore, port: number): void {
  const handler = createMcpHandler(({ era }) => createServer(store, era));
  store.onChange((id) => handler.notify.resourceUpdated(`ticket://${id}`));
  const isHostFine = localhostHostValidation();
  const isOriginFine = localhostOriginValidation();
  const serve = toNodeHandler({ fetch: async (request) => (await gate(request)) ?? handler.fetch(request) });
  http
    .createServer((request, response) => {
      if (isHostFine(request, response) && isOriginFine(request, response)) void serve(request, response);
    })
    .listen(port, '127.0.0.1');
}
