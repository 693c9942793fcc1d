import type { ServerResponse } from 'node:http';

/** What the shop does: an answer, or one of its bad habits. */
export type Reply =
  | { status: number; body: unknown; delay?: Promise<unknown> }
  | { status: number; text: string; type: string }
  /** Never answers. */
  | 'silence'
  /** Sends the head and then nothing. */
  | 'stall'
  /** Sends white space for ever, so that there is always something to read. */
  | 'drip'
  /** Breaks the connection. */
  | 'reset';

/** Does to the caller what the reply says. */
export async function send(response: ServerResponse, reply: Reply): Promise<void> {
  if (reply === 'silence') return;
  if (reply === 'reset') return void response.destroy();
  if (reply === 'stall' || reply === 'drip') {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(' ');
    if (reply === 'stall') return;
    const drip = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(drip));
    return;
  }
  const isText = 'text' in reply;
  if (!isText) await reply.delay;
  response.writeHead(reply.status, { 'content-type': isText ? reply.type : 'application/json' });
  response.end(isText ? reply.text : JSON.stringify(reply.body));
}
