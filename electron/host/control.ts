import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { request } from 'node:http';
import { z } from 'zod';
import type { InstanceInfo } from './instance.ts';
import type { Fetch } from './serve.ts';

/**
 * `open` also brings the desktop window to the front; `launch` only gives a token. `runs` lists the open runs of the
 * gateway, `stop-run` ends the one that is named.
 */
export type ControlAction = 'open' | 'launch' | 'runs' | 'stop-run';
const ACTIONS: readonly ControlAction[] = ['open', 'launch', 'runs', 'stop-run'];
const CONTROL_PATH = /^\/control\/([a-z-]+)(?:\/([\w-]{1,80}))?$/;
const CONTROL_HEADER = 'x-cairn-control';
const TIMEOUT_MS = 2000;

const openReply = z.object({ launch: z.string().min(16), shown: z.boolean() });
/** `shown`: the running Cairn has a desktop window and brought it to the front. */
export type OpenReply = z.infer<typeof openReply>;

export const newControlToken = (): string => randomBytes(32).toString('base64url');

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

export type ControlTarget = Pick<InstanceInfo, 'url' | 'socket' | 'control'>;

/**
 * Answers the one request that other starts of Cairn make, and passes everything else on.
 * The token is in a file that only the same person can read, so no page and no other account has it.
 */
export function withControl(
  fetch: Fetch,
  control: { token: string; answer: (action: ControlAction, runId: string) => object },
): Fetch {
  return (incoming) => {
    const [, name, runId = ''] = CONTROL_PATH.exec(new URL(incoming.url).pathname) ?? [];
    const action = ACTIONS.find((known) => known === name);
    if (action === undefined) return fetch(incoming);
    const given = digest(incoming.headers.get(CONTROL_HEADER) ?? '');
    if (incoming.method !== 'POST' || !timingSafeEqual(given, digest(control.token))) {
      return new Response(null, { status: 404 });
    }
    return Response.json(control.answer(action, runId), {
      headers: { 'cache-control': 'no-store' },
    });
  };
}

/** Asks a running instance for a launch token. Null when nobody (or somebody else) answers there. */
export async function askForLaunch(
  instance: ControlTarget,
  action: 'open' | 'launch',
): Promise<OpenReply | null> {
  const reply = await askInstance(instance, action);
  if (reply === null) return null;
  const parsed = openReply.safeParse(reply);
  return parsed.success ? parsed.data : null;
}

/** Asks a running instance for anything. Null when nobody answers there, or not with JSON. */
export function askInstance(
  instance: ControlTarget,
  action: ControlAction,
  runId?: string,
): Promise<unknown> {
  return post(instance, runId === undefined ? action : `${action}/${runId}`).catch(() => null);
}

function post({ url, socket, control }: ControlTarget, action: string): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  const target = socket ? { socketPath: socket } : { host: '127.0.0.1', port: new URL(url ?? '').port };
  const sent = request(
    {
      ...target,
      method: 'POST',
      path: `/control/${action}`,
      timeout: TIMEOUT_MS,
      headers: { [CONTROL_HEADER]: control },
    },
    (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        try {
          resolve(JSON.parse(Buffer.concat(chunks).toString()));
        } catch (error) {
          reject(error);
        }
      });
    },
  );
  sent.on('timeout', () => sent.destroy(new Error('no answer')));
  sent.on('error', reject);
  sent.end();
  return promise;
}
