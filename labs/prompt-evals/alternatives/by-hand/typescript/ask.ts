import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { config } from './config.ts';

const CALLS = 3;

export interface Request {
  system: string;
  messages: { role: 'user'; content: string }[];
}

export async function ask(request: Request, cache?: string): Promise<string> {
  const body = JSON.stringify({ ...request, max_tokens: config.maxTokens, model: config.model });
  const file = `${cache}/${createHash('sha1').update(body).digest('base64url')}`;
  if (cache && existsSync(file)) {
    // The first line says how long the answer is: half an entry is none.
    const [, length, answer] = /^(\d+)\n([^]*)$/.exec(readFileSync(file, 'utf8')) ?? [];
    if (answer !== undefined && Number(length) === answer.length) return answer;
  }
  const answer = await send(body);
  if (cache) {
    mkdirSync(cache, { recursive: true });
    writeFileSync(`${file}.new`, `${answer.length}\n${answer}`);
    renameSync(`${file}.new`, file);
  }
  return answer;
}

async function send(body: string): Promise<string> {
  for (let call = 1; ; call += 1) {
    const outcome = await sendOnce(body);
    if (typeof outcome === 'string') return outcome;
    if (!outcome.mayPass || call === CALLS) throw new Error(outcome.problem);
    await sleep(200 * call);
  }
}

async function sendOnce(body: string): Promise<string | { problem: string; mayPass: boolean }> {
  let response: Response;
  try {
    response = await fetch(`${process.env.ANTHROPIC_BASE_URL}/v1/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'anthropic-version': '2026-10-21',
        authorization: `Bearer ${process.env.ANTHROPIC_API_KEY}`,
      },
      body,
      signal: AbortSignal.timeout(config.timeoutMs),
    });
    if (response.ok) {
      const { content } = (await response.json()) as { content: { type: string; text?: string }[] };
      return content.map(({ text = '' }) => text).join('');
    }
  } catch (error) {
    return { problem: String(error), mayPass: true };
  }
  await response.body?.cancel();
  return { problem: `status ${response.status}`, mayPass: response.status === 429 || response.status >= 500 };
}
