import Anthropic, { type Middleware } from '@anthropic-ai/sdk';
import { config } from './config.ts';

/** The longest pause that a request makes itself. A longer one is for the caller, who has better things to do. */
const LONGEST_PAUSE_SECONDS = 4;

/** The SDK sleeps as long as `retry-after` says. This tells it to give up where that is too long, or a date. */
const giveUpOnLongPauses: Middleware = async (request, next) => {
  const response = await next(request);
  const pause = response.headers.get('retry-after');
  if (pause === null || Number(pause) <= LONGEST_PAUSE_SECONDS) return response;
  const headers = new Headers(response.headers);
  headers.set('x-should-retry', 'false');
  return new Response(response.body, { status: response.status, headers });
};

const client = new Anthropic({
  timeout: config.modelTimeoutMs,
  maxRetries: 2,
  middleware: [giveUpOnLongPauses],
});

type SummaryStream = ReturnType<typeof client.messages.stream>;

/** Starts a summary. The SDK repeats a call that was refused with 429 or 529, twice at most. */
export function openSummary(text: string, signal: AbortSignal) {
  const stream = client.messages.stream(
    {
      model: config.model,
      max_tokens: 200,
      system: 'Summarize the text in one sentence.',
      messages: [{ role: 'user', content: text }],
    },
    { signal },
  );
  endWhenSilent(stream);
  return stream;
}

/** The SDK's time limit is over when the answer begins; from then on each event starts it again. */
function endWhenSilent(stream: SummaryStream): void {
  let timer: NodeJS.Timeout | undefined;
  const restart = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => stream.abort(), config.modelTimeoutMs);
  };
  stream.on('connect', restart);
  stream.on('streamEvent', restart);
  stream.on('end', () => clearTimeout(timer));
}
