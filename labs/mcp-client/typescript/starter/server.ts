import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { decide } from './approvals.ts';
import { config } from './config.ts';
import { HttpError, sendError } from './http.ts';
import { acceptTool, getServers, getTools } from './inventory.ts';
import { takeTurn } from './turns.ts';

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const call = `${request.method} ${pathname}`;
  if (call === 'GET /servers') return getServers(response);
  if (call === 'GET /tools') return getTools(response);
  if (call === 'POST /turns') return takeTurn(request, response);
  const tool = /^POST \/tools\/([\w-]+)\/accept$/.exec(call)?.[1];
  if (tool !== undefined) return acceptTool(tool, request, response);
  const id = /^POST \/approvals\/([\w-]+)$/.exec(call)?.[1];
  if (id !== undefined) return decide(id, request, response);
  throw new HttpError(404, 'not_found', `There is nothing at ${call}.`);
}

const server = createServer((request, response) => {
  route(request, response).catch((error: unknown) => sendError(response, error));
});

server.listen(config.port, '127.0.0.1', () => console.log(`Listening on http://127.0.0.1:${config.port}`));
