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
  const to = { socket: server.socket, path: '/session' };
  const { session } = (await postJson(to, { token: await launchToken(server) })) as { session: string };
  return { socket: server.socket, session };
}

/** Somebody touched this machine a moment ago; counts for a running timer, and does nothing without one. */
export async function reportInput(upstream: Upstream, agoMs: number): Promise<void> {
  await postJson({ ...upstream, path: '/trpc/timer.input' }, { agoMs });
}

interface Address {
  socket: string;
  path: string;
  session?: string;
}

function postJson({ socket, path, session }: Address, body: unknown): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const text = JSON.stringify(body);
  const headers = {
    host: new URL(ORIGIN).host,
    origin: ORIGIN,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...(session === undefined ? {} : { 'x-cairn-session': session }),
  };
  const sent = request({ socketPath: socket, method: 'POST', path, headers }, (response) => {
    const chunks: Buffer[] = [];
    response.on('data', (chunk: Buffer) => chunks.push(chunk));
    response.on('error', reject);
    response.on('end', () => {
      if (response.statusCode === 200) resolve(JSON.parse(Buffer.concat(chunks).toString()));
      else reject(new Error(`the server answered ${path} with ${response.statusCode}`));
    });
  });
  sent.on('error', reject);
  sent.end(text);
  return promise;
}
