import Anthropic from '@anthropic-ai/sdk';
import { z } from 'zod';
import type { Channel } from './channels.ts';
import { config } from './config.ts';
import { draftSchema } from './draft-schema.ts';

class Asker {
  readonly #client = new Anthropic({ maxRetries: 1 });

  async ask(question: {
    channel: Channel;
    version: 1 | 2;
    messages: Anthropic.MessageParam[];
    maxTokens: number;
  }) {
    const [report, ...rest] = question.messages;
    const own = question.channel.request(question.version);
    const schema = z.toJSONSchema(draftSchema(question.version), { target: 'draft-7' });
    const stream = this.#client.messages.stream({
      ...own,
      ...(own.output_config ? { output_config: { format: { type: 'json_schema', schema } } } : {}),
      model: config.model,
      max_tokens: question.maxTokens + question.maxTokens / 2,
      system: `You keep the incident log. Copy words as they are; what is not there is null. Keys: ${Object.keys(draftSchema(question.version).shape)}`,
      messages: [{ role: 'user', content: `<report>\n${String(report?.content)}\n</report>` }, ...rest],
    });
    return stream.finalMessage();
  }
}

const asker = new Asker();
export const ask = asker.ask.bind(asker);
