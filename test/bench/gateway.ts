import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { createEventBus } from '../../electron/server/events.ts';
import { createSettingsService } from '../../electron/server/features/settings/service.ts';
import { createModelService } from '../../electron/server/features/models/service.ts';
import { memorySecrets, root } from '../support/app.ts';
import { compare, timed, type Comparison } from './pairs.ts';

/** How many calls make one timing: a single loopback call is shorter than the clock's noise. */
const CALLS = 50;
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
const STREAM = EVENTS.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('');

/** A server that answers as the Messages API does, at once. */
async function mockApi(): Promise<{ url: string; close: () => void }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk));
    request.on('end', () => {
      const streamed = body.includes('"stream":true');
      response.setHeader('content-type', streamed ? 'text/event-stream' : 'application/json');
      response.end(streamed ? STREAM : JSON.stringify(MESSAGE));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

function caller(baseUrl: string, key: string, stream: boolean): () => Promise<number> {
  const body = JSON.stringify({
    model: 'claude',
    max_tokens: 64,
    stream,
    messages: [{ role: 'user', content: 'hello' }],
  });
  const headers = { 'content-type': 'application/json', 'x-api-key': key, 'anthropic-version': '2023-06-01' };
  return () =>
    timed(async () => {
      for (let i = 0; i < CALLS; i += 1) {
        const response = await fetch(`${baseUrl}/v1/messages`, { method: 'POST', headers, body });
        if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
        await response.text();
      }
    });
}

/** Calls through the gateway, with tracing into SQLite, against the same calls straight to the same mock. */
export async function benchGateway(): Promise<Comparison[]> {
  const data = mkdtempSync(path.join(tmpdir(), 'cairn-bench-gateway-'));
  const db = openDatabase(path.join(data, 'cairn.db'));
  const api = await mockApi();
  const events = createEventBus();
  const clock = { now: Date.now, zone: () => 'UTC' };
  const quiet = { info: () => {}, error: (message: string) => console.error(message) };
  const models = createModelService({
    deps: {
      version: 'bench',
      db,
      clock,
      env: {},
      log: quiet,
      secrets: memorySecrets({ 'anthropic-api-key': 'bench-key' }),
      paths: {
        data,
        curriculum: path.join(root, 'curriculum'),
        labs: path.join(root, 'labs'),
        renderer: data,
        models: data,
      },
    },
    events,
    settings: createSettingsService({ db, clock, events }),
    anthropicUrl: api.url,
  });
  const run = models.gateway.openRun({ model: 'anthropic/claude-haiku-5-5' });
  const gatewayUrl = await models.gateway.baseUrl();
  const results: Comparison[] = [];
  for (const stream of [false, true]) {
    results.push(
      await compare({
        name: `${CALLS} ${stream ? 'streamed' : 'JSON'} calls through the gateway, traced`,
        against: 'the same calls straight to the same mock server',
        subject: caller(gatewayUrl, run.token, stream),
        baseline: caller(api.url, 'bench-key', stream),
      }),
    );
  }
  await models.close();
  api.close();
  db.close();
  rmSync(data, { recursive: true, force: true });
  return results;
}
