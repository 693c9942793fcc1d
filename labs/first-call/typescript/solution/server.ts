import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { addArticle, allArticles, findArticle } from './articles.ts';
import { config } from './config.ts';
import { HttpError, readJson, sendError, sendJson } from './http.ts';
import { createSummary } from './summaries.ts';

async function createArticle(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { title, text } = await readJson(request);
  if (typeof title !== 'string' || typeof text !== 'string' || text.trim() === '') {
    throw new HttpError(400, 'bad_request', 'An article needs a title and a text.');
  }
  sendJson(response, 201, addArticle(title, text));
}

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const call = `${request.method} ${pathname}`;
  if (call === 'GET /articles') return sendJson(response, 200, { articles: allArticles() });
  if (call === 'POST /articles') return createArticle(request, response);
  if (call === 'POST /summaries') return createSummary(request, response);
  const id = /^GET \/articles\/(\w+)$/.exec(call)?.[1];
  const article = id === undefined ? undefined : findArticle(id);
  if (article) return sendJson(response, 200, article);
  throw new HttpError(404, 'not_found', `There is nothing at ${call}.`);
}

const server = createServer((request, response) => {
  route(request, response).catch((error: unknown) => sendError(response, error));
});

server.listen(config.port, '127.0.0.1', () => console.log(`Listening on http://127.0.0.1:${config.port}`));
