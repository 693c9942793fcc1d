import { ask } from './ask.ts';
import { channels } from './channels.ts';
import { config } from './config.ts';

/** What the model makes of a report, unchecked. */
export async function draft({ text }: { text: string }): Promise<unknown> {
  const channel = channels.format;
  const question = { channel, version: 1, maxTokens: config.maxTokens } as const;
  return channel.read(await ask({ ...question, messages: [{ role: 'user', content: text }] }));
}
