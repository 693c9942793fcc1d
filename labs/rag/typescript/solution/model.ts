import Anthropic from '@anthropic-ai/sdk';
import { config } from './config.ts';
import { HttpError } from './http.ts';

const client = new Anthropic();

const INSTRUCTION =
  "Answer using only the passages. Cite the passage number like [1]. If the answer is not there, say I don't know.";

/** What the model says to a question, with the passages numbered from 1. */
export async function ask(question: string, passages: string[]): Promise<string> {
  const numbered = passages.map((text, i) => `[${i + 1}] ${text}`).join('\n');
  try {
    const { content } = await client.messages.create({
      model: config.model,
      max_tokens: 300,
      system: INSTRUCTION,
      messages: [{ role: 'user', content: `${numbered}\n\nQuestion: ${question}` }],
    });
    return content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
  } catch (error) {
    console.error(error);
    throw new HttpError(502, 'model_failed', 'The model could not answer.');
  }
}
