import type Anthropic from '@anthropic-ai/sdk';
import { ask } from './ask.ts';
import { channels } from './channels.ts';
import { config } from './config.ts';
import { inventions } from './grounding.ts';
import { toRecord } from './record.ts';
import { invalid, type Extraction, type Invalid, type Problem, type Valid } from './types.ts';

export interface ExtractOptions {
  text: string;
  via?: keyof typeof channels;
  version?: number;
}

/** Turns a report into a record, with `config.mostCalls` calls to the model at most. */
export async function extract({ text, via = 'format', version = 1 }: ExtractOptions): Promise<Extraction> {
  if (version !== 1 && version !== 2) return invalid('version', `There is no version ${version}.`);
  const channel = channels[via];
  const messages: Anthropic.MessageParam[] = [{ role: 'user', content: text }];
  let maxTokens = config.maxTokens;
  let outcome: Extraction = { status: 'truncated' };

  for (let call = 1; call <= config.mostCalls; call += 1) {
    const message = await ask({ channel, version, messages, maxTokens });
    if (message.stop_reason === 'refusal') return { status: 'refused' };
    if (message.stop_reason === 'max_tokens') {
      outcome = { status: 'truncated' };
      if (maxTokens > config.maxTokens) return outcome;
      maxTokens *= 2;
      continue;
    }
    outcome = judge(channel.read(message), text, version);
    if (outcome.status === 'ok') return outcome;
    // The API takes no empty turn, and an answer can be empty.
    if (message.content.length > 0) messages.push({ role: 'assistant', content: message.content });
    messages.push(channel.objection(message, objectionTo(outcome.problems)));
  }
  return outcome;
}

function judge(draft: unknown, text: string, version: 1 | 2): Valid | Invalid {
  if (typeof draft !== 'object' || draft === null)
    return invalid('answer', 'The answer is not a JSON object with the fields.');
  const invented = inventions(draft, text);
  const result = toRecord({ draft, version });
  if (invented.length === 0) return result;
  return {
    status: 'invalid',
    problems: [...invented, ...(result.status === 'invalid' ? result.problems : [])],
  };
}

function objectionTo(problems: Problem[]): string {
  const lines = problems.map(({ field, message }) => `- ${field}: ${message}`);
  return [
    'These fields are wrong:',
    ...lines,
    'Answer again with all fields. Use null for missing values.',
  ].join('\n');
}
