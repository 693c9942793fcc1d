import { request } from 'node:http';
import { askForLaunch } from '../host/control.ts';
import { ORIGIN } from './origin.ts';
import type { Upstream } from './upstream.ts';

export interface StartedServer {
  socket: string;
  control: string;
}

/** A one-time token for a new window. */
export async function launchToken(server: StartedServer): Promise<string> {
  const reply = await askForLaunch({ ...server, url: null }, 'launch');
  if (!reply) throw new Error('the server that just started gave no launch token');
  return reply.launch;
}

/** Opens the shell's own session with a server that has just started. */
export async function connect(server: StartedServer): Promise<Upstream> {
  const { session } = (await postJson(server.socket, { token: await launchToken(server) })) as {
    session: string;
  };
  return { socket: server.socket, session };
}

function postJson(socketPath: string, body: unknown): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const text = JSON.stringify(body);
  const headers = {
    host: new URL(ORIGIN).host,
    origin: ORIGIN,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
  };
  const sent = request({ socketPath, method: 'POST', path: '/session', headers }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () => {
      if (response.statusCode === 200) resolve(JSON.parse(Buffer.concat(chunks).toString()));
      else reject(new Error(`the server refused a session: ${response.statusCode}`));
    });
  });
  sent.on('error', reject);
  sent.end(text);
  return promise;
}
