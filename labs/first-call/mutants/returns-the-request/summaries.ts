import type { IncomingMessage, ServerResponse } from 'node:http';
import type Anthropic from '@anthropic-ai/sdk';
import { findArticle, type Article } from './articles.ts';
import { config } from './config.ts';
import { HttpError, readJson, sendJson } from './http.ts';
import { openSummary } from './model.ts';
import { toHttpError } from './model-errors.ts';
import { usageOf } from './usage.ts';

/** POST /summaries: summarises one stored article, as JSON or as server-sent events. */
export async function createSummary(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { articleId } = await readJson(request);
  if (typeof articleId !== 'string') throw new HttpError(400, 'bad_request', 'Say which article: articleId.');
  const article = findArticle(articleId);
  if (!article) throw new HttpError(404, 'not_found', `There is no article ${articleId}.`);
  refuseTooLarge(article);

  const stop = new AbortController();
  response.on('close', () => stop.abort());
  if (request.headers.accept?.includes('text/event-stream'))
    return streamSummary(article, response, stop.signal);
  try {
    const message = await openSummary(article.text, stop.signal).finalMessage();
    sendJson(response, 200, { articleId, summary: article.text, ...endOf(message) });
  } catch (error) {
    throw toHttpError(error);
  }
}

function refuseTooLarge({ text }: Article): void {
  const limit = config.maxCharacters;
  if (text.length <= limit) return;
  throw new HttpError(
    413,
    'too_large',
    `The article has ${text.length} characters; at most ${limit} are summarised.`,
  );
}

async function streamSummary(article: Article, response: ServerResponse, signal: AbortSignal): Promise<void> {
  const send = (event: string, data: unknown): void => {
    // The status is only sent with the first piece: until then an error can still have its own.
    if (!response.headersSent)
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  try {
    const stream = openSummary(article.text, signal);
    stream.on('text', (text) => send('delta', { text }));
    const message = await stream.finalMessage();
    send('done', { articleId: article.id, ...endOf(message) });
  } catch (error) {
    const failure = toHttpError(error);
    if (!response.headersSent) throw failure;
    send('error', { code: failure.code });
  }
  response.end();
}

function textOf(message: Anthropic.Message): string {
  return message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
}

function endOf(message: Anthropic.Message) {
  return { truncated: message.stop_reason === 'max_tokens', usage: usageOf(message.usage) };
}
