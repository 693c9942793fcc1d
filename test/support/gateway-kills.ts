import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import path from 'node:path';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { createRedactor } from '../../electron/server/gateway/index.ts';
import { createTraceStore } from '../../electron/server/gateway/trace-store.ts';
import { root } from './app.ts';

/** Calls at once, every other one a stream. */
const CALLERS = 6;
/** How long a gateway lives after its first answer, at most. */
const MOST_LIFE_MS = 120;

export interface KillOptions {
  dataFolder: string;
  /** A server that answers as the Messages API does. */
  upstreamUrl: string;
  kills: number;
}

export interface KillOutcome {
  kills: number;
  /** Calls whose answer arrived whole, and those that a kill cut off. */
  acknowledged: number;
  cutOff: number;
  /** Acknowledged calls without a trace, and calls with more than one. */
  lost: string[];
  doubled: string[];
  /** Lines of the ledger, and the sum of what they cost. */
  lines: number;
  costUsd: number;
  /** The cost of each line; every call of the mock costs the same. */
  costs: number[];
}

/** Kills a real gateway process again and again in the middle of calls, always on the same data, and takes stock. */
export async function killGateways({ dataFolder, upstreamUrl, kills }: KillOptions): Promise<KillOutcome> {
  const acknowledged = new Set<string>();
  let cutOff = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const child = spawn(
      process.execPath,
      [path.join(root, 'test/bench/gateway-child.ts'), dataFolder, upstreamUrl],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: { ...process.env, NODE_COMPILE_CACHE: path.join(dataFolder, 'compile-cache') },
      },
    );
    cutOff += await life(child, acknowledged);
  }
  return { kills, acknowledged: acknowledged.size, cutOff, ...stock(dataFolder, acknowledged) };
}

/** One gateway from its start to its death. @returns how many calls were cut off */
async function life(child: ChildProcess, acknowledged: Set<string>): Promise<number> {
  const exited = once(child, 'exit');
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  const { baseUrl, token } = JSON.parse(String(line)) as { baseUrl: string; token: string };
  const agent = new Agent({ keepAlive: true });
  const state = { isDead: false };
  let cutOff = 0;
  const { promise: first, resolve: answered } = Promise.withResolvers<void>();
  const callers = Array.from({ length: CALLERS }, async (_, caller) => {
    while (!state.isDead) {
      const mark = randomUUID();
      const isWhole = await call({ baseUrl, token, agent }, { mark, stream: caller % 2 === 0 });
      if (isWhole) acknowledged.add(mark);
      else cutOff += 1;
      answered();
      // A call that fails at once, because nobody is there, must not spin.
      if (!isWhole) await new Promise((go) => setImmediate(go));
    }
  });
  await first;
  await new Promise((go) => setTimeout(go, randomInt(MOST_LIFE_MS)));
  state.isDead = child.kill('SIGKILL');
  await Promise.all([exited, ...callers]);
  agent.destroy();
  return cutOff;
}

interface Gate {
  baseUrl: string;
  token: string;
  agent: Agent;
}

/** @returns whether the whole answer came */
function call(
  { baseUrl, token, agent }: Gate,
  { mark, stream }: { mark: string; stream: boolean },
): Promise<boolean> {
  const body = JSON.stringify({
    model: 'any',
    max_tokens: 20,
    stream,
    messages: [{ role: 'user', content: mark }],
  });
  const headers = {
    'x-api-key': token,
    'anthropic-version': '2023-06-01',
    'content-type': 'application/json',
  };
  return new Promise((resolve) => {
    const sent = request(`${baseUrl}/v1/messages`, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += String(chunk)));
      // Some callers hang up at the last event: what they have then is the whole answer.
      const isWhole = (): boolean => text.includes('"message_stop"') || (response.complete && !stream);
      response.on('close', () => resolve(response.statusCode === 200 && isWhole()));
    });
    sent.on('error', () => resolve(false));
    sent.end(body);
  });
}

/** What a start after the last kill finds. */
function stock(
  dataFolder: string,
  acknowledged: ReadonlySet<string>,
): Pick<KillOutcome, 'lost' | 'doubled' | 'lines' | 'costUsd' | 'costs'> {
  const db = openDatabase(path.join(dataFolder, 'cairn.db'));
  const failed = (error: unknown): never => {
    throw error;
  };
  const store = createTraceStore({ db, redactor: createRedactor(), onError: failed });
  const seen = new Map<string, number>();
  const ids = db.prepare<[], string>('SELECT id FROM model_call').pluck().all();
  for (const id of ids) {
    const { request: sent } = store.find(id)!;
    const mark =
      (JSON.parse(sent ?? '{}') as { messages?: { content: string }[] }).messages?.[0]?.content ?? id;
    seen.set(mark, (seen.get(mark) ?? 0) + 1);
  }
  const { costUsd } = store.totals({});
  const costs = db
    .prepare<[], number>("SELECT DISTINCT cost_usd FROM model_call WHERE outcome = 'answered'")
    .pluck()
    .all();
  store.close();
  db.close();
  return {
    lost: [...acknowledged].filter((mark) => !seen.has(mark)),
    doubled: [...seen].filter(([, times]) => times > 1).map(([mark]) => mark),
    lines: ids.length,
    costUsd,
    costs,
  };
}
