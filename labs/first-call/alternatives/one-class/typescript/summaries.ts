import type { IncomingMessage, ServerResponse } from 'node:http';
import Anthropic from '@anthropic-ai/sdk';
import { findArticle, type Article } from './articles.ts';
import { config } from './config.ts';
import { HttpError, readJson, sendJson } from './http.ts';

/** Fetches, gives up at once where the model asks for a long rest, and breaks off a body in which nothing comes. */
async function withPatience(input: string | URL | Request, init?: RequestInit): Promise<Response> {
  const { status, headers, body } = await fetch(input, init);
  const own = new Headers(headers);
  if (Number(own.get('retry-after')) > 2) own.set('x-should-retry', 'false');
  let timer: NodeJS.Timeout | undefined;
  const watch = new TransformStream<Uint8Array, Uint8Array>({
    start(controller) {
      timer = setTimeout(
        () => controller.error(new Anthropic.APIConnectionTimeoutError()),
        config.modelTimeoutMs,
      );
    },
    transform(chunk, controller) {
      timer?.refresh();
      controller.enqueue(chunk);
    },
    flush: () => clearTimeout(timer),
  });
  return new Response(body?.pipeThrough(watch), { status, headers: own });
}

class Summarizer {
  readonly #article: Article;
  readonly #stop = new AbortController();
  #message: Anthropic.Message | undefined;

  constructor(article: Article) {
    this.#article = article;
  }

  stop(): void {
    this.#stop.abort();
  }

  /** The pieces of the summary. Throws an HttpError for whatever goes wrong. */
  async *pieces(): AsyncGenerator<string> {
    const client = new Anthropic({ timeout: config.modelTimeoutMs, fetch: withPatience });
    const instruction = {
      type: 'text',
      text: 'Summarize the text in one sentence.',
      cache_control: { type: 'ephemeral' },
    } as const;
    const content = [instruction, { type: 'text', text: this.#article.text } as const];
    try {
      const stream = client.messages.stream(
        { model: config.model, max_tokens: 1000, messages: [{ role: 'user', content }] },
        { signal: this.#stop.signal },
      );
      for await (const event of stream)
        if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') yield event.delta.text;
      this.#message = await stream.finalMessage();
    } catch (error) {
      throw this.#translate(error);
    }
  }

  #translate(error: unknown): HttpError {
    if (error instanceof Anthropic.APIConnectionTimeoutError)
      return new HttpError(504, 'model_timeout', 'The model took too long.');
    const status = error instanceof Anthropic.APIError ? error.status : undefined;
    if (status !== 429 && status !== 529) return new HttpError(502, 'model_failed', 'The model broke off.');
    const wait = (error as InstanceType<typeof Anthropic.APIError>).headers?.get('retry-after');
    return new HttpError(503, 'model_busy', 'Busy.', wait ? { 'retry-after': wait } : {});
  }

  result() {
    const { usage, stop_reason, content } = this.#message!;
    const counts = [usage.input_tokens, usage.cache_creation_input_tokens, usage.cache_read_input_tokens];
    const inputTokens = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
    const price = config.prices[config.model];
    return {
      articleId: this.#article.id,
      summary: content.map((block) => (block.type === 'text' ? block.text : '')).join(''),
      truncated: stop_reason === 'max_tokens',
      usage: {
        inputTokens,
        outputTokens: usage.output_tokens,
        costUsd: price ? (inputTokens * price.input + usage.output_tokens * price.output) / 1_000_000 : null,
      },
    };
  }
}

export async function createSummary(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { articleId } = (await readJson(request)) as { articleId?: unknown };
  if (typeof articleId !== 'string') throw new HttpError(400, 'bad_request', 'articleId has to be a string.');
  const article = findArticle(articleId);
  if (article === undefined) throw new HttpError(404, 'not_found', `${articleId} is not here.`);
  if (article.text.length > config.maxCharacters)
    throw new HttpError(413, 'too_large', `More than ${config.maxCharacters} characters.`);

  const work = new Summarizer(article);
  response.once('close', () => work.stop());
  const isStream = `${request.headers.accept}`.includes('event-stream');
  const write = (event: string, data: unknown) =>
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const pieces = work.pieces();
  // Nothing is sent before the first piece, or the first error, is there.
  const first = await pieces.next();
  if (!isStream) {
    for await (const _ of pieces);
    return sendJson(response, 200, work.result());
  }
  response.setHeader('content-type', 'text/event-stream');
  try {
    if (!first.done) write('delta', { text: first.value });
    for await (const text of pieces) write('delta', { text });
    write('done', work.result());
  } catch (error) {
    write('error', { code: (error as HttpError).code });
  }
  response.end();
}
