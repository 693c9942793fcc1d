import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { answerQuestion } from './answers.ts';
import { chunkText } from './chunking.ts';
import { config } from './config.ts';
import { findDocument } from './documents.ts';
import { HttpError, readJson, sendError, sendJson, tenantOf } from './http.ts';
import { putDocument, removeDocument } from './library.ts';
import { search } from './search.ts';

const text = z.string().trim().min(1);
const documentBody = z.object({ title: text, text: z.string().regex(/\S/, 'must hold a word') });
const searchBody = z.object({ query: text, limit: z.int().min(1).max(20).default(5) });
const askBody = z.object({ question: text });

/** The routes of one document: /documents/ID and /documents/ID/chunks. */
async function documentRoute(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const tenant = tenantOf(request);
  const [, id, chunks] = /^\/documents\/([\w-]+)(\/chunks)?$/.exec(path) ?? [];
  const call = `${request.method}${chunks ?? ''}`;
  if (id !== undefined && call === 'PUT') {
    const body = await readJson(request, documentBody);
    return sendJson(response, 200, { documentId: id, ...(await putDocument(tenant, { id, ...body })) });
  }
  const document = id === undefined ? undefined : findDocument(tenant, id);
  if (id === undefined || !document) throw new HttpError(404, 'not_found', `There is nothing at ${path}.`);
  if (call === 'GET')
    return sendJson(response, 200, { documentId: id, title: document.title, text: document.text });
  if (call === 'GET/chunks')
    return sendJson(response, 200, { chunks: chunkText(document.text, config.maxChunkCharacters) });
  if (call !== 'DELETE') throw new HttpError(405, 'not_allowed', 'Use GET, PUT or DELETE.');
  removeDocument(tenant, id);
  response.writeHead(204).end();
}

async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname.startsWith('/documents/')) return documentRoute(request, response, pathname);
  const tenant = tenantOf(request);
  switch (`${request.method} ${pathname}`) {
    case 'POST /search': {
      const { query, limit } = await readJson(request, searchBody);
      return sendJson(response, 200, { hits: await search(tenant, query, limit) });
    }
    case 'POST /ask': {
      const { question } = await readJson(request, askBody);
      return sendJson(response, 200, await answerQuestion(tenant, question));
    }
    default:
      throw new HttpError(404, 'not_found', `There is nothing at ${request.method} ${pathname}.`);
  }
}

const server = createServer((request, response) => {
  route(request, response).catch((error: unknown) => sendError(response, error));
});

server.listen(config.port, '127.0.0.1', () => console.log(`Listening on http://127.0.0.1:${config.port}`));
