import { createServer as createHttpServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import {
  createMcpHandler,
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  originValidationResponse,
} from '@modelcontextprotocol/server';
import { createAuthorization } from './authorization.ts';
import { createServer } from './create-server.ts';
import { uriOf } from './resources.ts';
import type { TicketStore } from './tickets.ts';

/** Serves MCP at /mcp of 127.0.0.1, for the current protocol and, without sessions, for the one before. */
export function serveHttp(store: TicketStore, port: number): void {
  const mcp = createMcpHandler(({ era }) => createServer(store, era), { onerror: console.error });
  const authorization = createAuthorization();
  store.onChange((id) => mcp.notify.resourceUpdated(uriOf(id)));

  async function fetch(request: Request): Promise<Response> {
    // A web page that the user has open must not reach a server on the same machine.
    const foreign =
      hostHeaderValidationResponse(request, localhostAllowedHostnames()) ??
      originValidationResponse(request, localhostAllowedOrigins());
    if (foreign) return foreign;
    const { pathname } = new URL(request.url);
    if (pathname === authorization?.metadataPath) return authorization.metadata();
    if (pathname !== '/mcp') return new Response('Not found', { status: 404 });
    const authInfo = await authorization?.check(request);
    if (authInfo instanceof Response) return authInfo;
    return mcp.fetch(request, authInfo ? { authInfo } : {});
  }

  createHttpServer(toNodeHandler({ fetch }, { onerror: console.error })).listen(port, '127.0.0.1');
}
