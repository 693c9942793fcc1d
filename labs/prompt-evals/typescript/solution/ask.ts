import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import { z } from 'zod';
import { config } from './config.ts';

/** The SDK repeats a call that failed in passing: 408, 409, 429, 5xx, a lost connection. */
const client = new Anthropic({ timeout: config.timeoutMs, maxRetries: 2 });

export type Request = Pick<Anthropic.MessageCreateParamsNonStreaming, 'system' | 'messages'>;

const entry = z.object({ answer: z.string() });

/** The text of the model's answer, from the cache when the very same request was answered before. */
export async function ask(request: Request, cache?: string): Promise<string> {
  const body = { model: config.model, max_tokens: config.maxTokens, ...request };
  const file = cache && path.join(cache, `${sha256(JSON.stringify(body))}.json`);
  const cached = file ? readEntry(file) : undefined;
  if (cached !== undefined) return cached;
  const message = await client.messages.create(body);
  const answer = message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
  if (file) writeEntry(file, answer);
  return answer;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A missing or broken entry is no answer; it will be written anew. */
function readEntry(file: string): string | undefined {
  try {
    return entry.parse(JSON.parse(readFileSync(file, 'utf8'))).answer;
  } catch {
    return undefined;
  }
}

/** Renames at the end, so that a run that is killed leaves no half entry. */
function writeEntry(file: string, answer: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const half = `${file}.${randomUUID()}`;
  writeFileSync(half, JSON.stringify({ answer }));
  renameSync(half, file);
}
