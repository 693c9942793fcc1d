import { createServer as createHttpServer } from 'node:http';
import type { TicketStore } from './tickets.ts';

/** Serves MCP at /mcp of 127.0.0.1. */
export function serveHttp(_store: TicketStore, port: number): void {
  createHttpServer((_request, response) => {
    response.writeHead(501).end('MCP over HTTP is not written yet.');
  }).listen(port, '127.0.0.1');
}
