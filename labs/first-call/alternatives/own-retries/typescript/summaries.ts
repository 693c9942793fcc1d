import { setTimeout as sleep } from 'node:timers/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import Anthropic from '@anthropic-ai/sdk';
import { findArticle } from './articles.ts';
import { config } from './config.ts';
import { HttpError, readJson, sendJson } from './http.ts';

const client = new Anthropic({ maxRetries: 0, timeout: config.modelTimeoutMs });

type Stream = AsyncIterable<Anthropic.RawMessageStreamEvent>;

/** One attempt more than once: 429 and 529 are tried again after a short pause, three times in all. */
async function ask(text: string, signal: AbortSignal): Promise<Stream> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const request = { model: config.model, max_tokens: 300, stream: true as const };
      const content = `Summarize the text in one sentence.\n\n<text>\n${text}\n</text>`;
      return await client.messages.create({ ...request, messages: [{ role: 'user', content }] }, { signal });
    } catch (error) {
      if (error instanceof Anthropic.APIConnectionTimeoutError)
        throw new HttpError(504, 'model_timeout', 'Too slow.');
      if (!(error instanceof Anthropic.APIError))
        throw new HttpError(502, 'model_failed', 'The model failed.');
      if (error.status !== 429 && error.status !== 529)
        throw new HttpError(502, 'model_failed', error.message);
      const wait = error.headers?.get('retry-after');
      const pause = wait ? Number(wait) * 1000 : 100 * attempt;
      if (attempt === 3 || !(pause <= 3000))
        throw new HttpError(503, 'model_busy', 'Busy.', wait ? { 'Retry-After': wait } : {});
      await sleep(pause);
    }
  }
}

/** The events, each within the time limit of a call; leaving the loop ends the call. */
async function* watched(
  events: Stream,
  call: AbortController,
): AsyncGenerator<Anthropic.RawMessageStreamEvent> {
  const source = events[Symbol.asyncIterator]();
  try {
    for (;;) {
      const late = new AbortController();
      const silence = sleep(config.modelTimeoutMs, 'silence' as const, { signal: late.signal });
      silence.catch(() => {});
      const next = await Promise.race([source.next(), silence]);
      late.abort();
      if (next === 'silence') throw new Error('The model fell silent.');
      if (next.done) return;
      yield next.value;
    }
  } finally {
    call.abort();
  }
}

export async function createSummary(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await readJson(request);
  if (typeof body.articleId !== 'string') throw new HttpError(400, 'bad_request', 'articleId is missing.');
  const article = findArticle(body.articleId);
  if (!article) throw new HttpError(404, 'not_found', 'No such article.');
  if (article.text.length > config.maxCharacters) {
    throw new HttpError(413, 'too_large', `Limit: ${config.maxCharacters} characters.`);
  }
  const wantsEvents = request.headers.accept === 'text/event-stream';
  const gone = new AbortController();
  request.socket.once('close', () => gone.abort());

  let summary = '';
  let truncated = false;
  const usage = { inputTokens: 0, outputTokens: 0, costUsd: null as number | null };
  let hasEnded = false;
  const events = await ask(article.text, gone.signal);
  const begin = (): void => {
    if (!response.headersSent)
      response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8' });
  };
  try {
    for await (const event of watched(events, gone)) {
      if (event.type === 'message_start') {
        const {
          input_tokens,
          cache_creation_input_tokens: written,
          cache_read_input_tokens: read,
        } = event.message.usage;
        usage.inputTokens = input_tokens + (written ?? 0) + (read ?? 0);
      }
      if (event.type === 'message_delta') {
        truncated = event.delta.stop_reason === 'max_tokens';
        usage.outputTokens = event.usage.output_tokens;
      }
      if (event.type === 'message_stop') hasEnded = true;
      if (event.type !== 'content_block_delta' || event.delta.type !== 'text_delta') continue;
      summary += event.delta.text;
      if (!wantsEvents) continue;
      begin();
      response.write(`event:delta\ndata:${JSON.stringify({ text: event.delta.text })}\n\n`);
    }
  } catch {
    hasEnded = false;
  }
  const price = config.prices[config.model];
  if (price)
    usage.costUsd = (usage.inputTokens / 1e6) * price.input + (usage.outputTokens / 1e6) * price.output;
  const end = { articleId: article.id, truncated, usage };
  if (!hasEnded && !response.headersSent) throw new HttpError(502, 'model_failed', 'The answer broke off.');
  if (!wantsEvents) return sendJson(response, 200, { ...end, summary });
  begin();
  response.end(
    hasEnded
      ? `event:done\ndata:${JSON.stringify(end)}\n\n`
      : `event:error\ndata:${JSON.stringify({ code: 'model_failed' })}\n\n`,
  );
}
