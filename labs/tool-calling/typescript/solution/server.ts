import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { config } from './config.ts';
import { confirm } from './confirmations.ts';
import { HttpError, sendError } from './http.ts';
import { ask } from './questions.ts';

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const call = `${request.method} ${pathname}`;
  if (call === 'POST /questions') return ask(request, response);
  const id = /^POST \/confirmations\/([\w-]+)$/.exec(call)?.[1];
  if (id !== undefined) return confirm(id, request, response);
  throw new HttpError(404, 'not_found', `There is nothing at ${call}.`);
}

const server = createServer((request, response) => {
  route(request, response).catch((error: unknown) => sendError(response, error));
});

server.listen(config.port, '127.0.0.1', () => console.log(`Listening on http://127.0.0.1:${config.port}`));
