import { config, type ServerConfig } from './config.ts';

export interface Message {
  id?: string | number;
  method?: string;
  result?: Record<string, unknown>;
  error?: { code: number; message: string };
}

/** A server that answered in a way that makes no sense, or refused. */
export class ServerTrouble extends Error {
  readonly status: number;

  constructor(status: number, what: string) {
    super(what);
    this.status = status;
  }
}

interface Post {
  headers?: Record<string, string>;
  signal: AbortSignal;
  /** Gets the headers of the answer before its messages. */
  onHead?: (headers: Headers) => void;
}

/** Posts one message and gives back those that come in return. @throws ServerTrouble */
export async function* post(
  server: ServerConfig,
  message: object,
  { headers, signal, onHead }: Post,
): AsyncGenerator<Message> {
  const response = await fetch(server.url, {
    method: 'POST',
    redirect: 'error',
    signal,
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
      ...server.headers,
    },
    body: JSON.stringify({ jsonrpc: '2.0', ...message }),
  });
  onHead?.(response.headers);
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/event-stream')) {
    for await (const data of events(response)) yield JSON.parse(data) as Message;
    return;
  }
  let text = '';
  for await (const piece of pieces(response)) text += piece;
  if (!response.ok && !text.startsWith('{"'))
    throw new ServerTrouble(response.status, 'a status without a message');
  if (text === '') return;
  const answer = JSON.parse(text) as Message;
  if (!response.ok)
    throw new ServerTrouble(response.status, answer.error?.message ?? 'a status without an error');
  yield answer;
}

async function* pieces(response: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > config.maxResponseBytes) throw new ServerTrouble(response.status, 'too large');
    yield decoder.decode(chunk, { stream: true });
  }
}

async function* events(response: Response): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces(response)) {
    rest += piece.replaceAll('\r', '');
    for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
      const lines = rest.slice(0, end).split('\n');
      rest = rest.slice(end + 2);
      const data = lines.filter((line) => line.startsWith('data:')).map((line) => line.slice(5).trimStart());
      if (data.length > 0 && data.join('') !== '') yield data.join('\n');
    }
  }
}
