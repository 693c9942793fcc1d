// A server that answers as the Messages API does, in a process of its own. Prints its port.
// A caller may ask for a pause before the answer: `x-think-ms`.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const MESSAGE = {
  id: 'msg_bench',
  type: 'message',
  role: 'assistant',
  model: 'mock',
  stop_reason: 'end_turn',
  stop_sequence: null,
  content: [{ type: 'text', text: 'A short answer.' }],
  usage: { input_tokens: 12, output_tokens: 5 },
};
const EVENTS = [
  { type: 'message_start', message: { ...MESSAGE, content: [], stop_reason: null } },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  ...'A short answer .'
    .split(' ')
    .map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
  { type: 'content_block_stop', index: 0 },
  {
    type: 'message_delta',
    delta: { stop_reason: 'end_turn', stop_sequence: null },
    usage: { output_tokens: 5 },
  },
  { type: 'message_stop' },
];
const JSON_ANSWER = JSON.stringify(MESSAGE);
const STREAM = EVENTS.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');

function answer(response: ServerResponse, isStream: boolean): void {
  if (isStream) {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).end(STREAM);
    return;
  }
  response
    .writeHead(200, {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(JSON_ANSWER)),
    })
    .end(JSON_ANSWER);
}

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += String(chunk)));
  request.on('end', () => {
    const isStream = body.includes('"stream":true');
    const think = Number(request.headers['x-think-ms'] ?? 0);
    if (think > 0) setTimeout(() => answer(response, isStream), think);
    else answer(response, isStream);
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log((server.address() as AddressInfo).port));
