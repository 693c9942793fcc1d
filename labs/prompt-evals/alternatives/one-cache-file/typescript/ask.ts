import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Anthropic from '@anthropic-ai/sdk';
import { config } from './config.ts';

type Request = Pick<Anthropic.MessageStreamParams, 'system' | 'messages'>;

const client = new Anthropic({ timeout: config.timeoutMs });
const loaded = new Map<string, Map<string, string>>();

/** Every line of the file is one answer: `["request", "answer"]`. What cannot be read does not count. */
function answersIn(folder: string): Map<string, string> {
  const known = loaded.get(folder) ?? new Map<string, string>();
  if (loaded.has(folder)) return known;
  loaded.set(folder, known);
  mkdirSync(folder, { recursive: true });
  let text = '';
  try {
    text = readFileSync(path.join(folder, 'answers.jsonl'), 'utf8');
  } catch {
    return known;
  }
  for (const line of text.split('\n')) {
    try {
      const [request, answer] = JSON.parse(line) as [string, string];
      known.set(request, answer);
    } catch {
      // Half a line of a run that was killed, or the end of the file.
    }
  }
  return known;
}

export async function ask(request: Request, cache?: string): Promise<string> {
  const body = { ...request, model: config.model, max_tokens: config.maxTokens };
  const key = JSON.stringify(body);
  const known = cache ? answersIn(cache) : new Map<string, string>();
  const cached = known.get(key);
  if (cached !== undefined) return cached;
  const { content } = await client.messages.stream(body).finalMessage();
  const answer = content.map((block) => (block.type === 'text' ? block.text : '')).join('');
  // A line break first: the line before may be half of one.
  if (cache) appendFileSync(path.join(cache, 'answers.jsonl'), `\n${JSON.stringify([key, answer])}`);
  return answer;
}
