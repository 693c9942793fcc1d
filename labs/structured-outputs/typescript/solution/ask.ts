import Anthropic from '@anthropic-ai/sdk';
import type { Channel } from './channels.ts';
import { config } from './config.ts';
import { instructions } from './draft-schema.ts';

const client = new Anthropic();

export interface Question {
  channel: Channel;
  version: 1 | 2;
  messages: Anthropic.MessageParam[];
  maxTokens: number;
}

/** One call to the model. */
export async function ask({ channel, version, messages, maxTokens }: Question): Promise<Anthropic.Message> {
  return client.messages.create({
    model: config.model,
    max_tokens: maxTokens,
    system: instructions(version),
    messages,
    ...channel.request(version),
  });
}
