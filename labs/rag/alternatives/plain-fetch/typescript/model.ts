import { config } from './config.ts';
import { HttpError } from './http.ts';

/** The same question with the passages in the system prompt, over plain fetch. */
export async function ask(question: string, passages: string[]): Promise<string> {
  const list = passages.map((text, i) => `[${i + 1}] ${text}`).join('\n\n');
  const response = await fetch(`${process.env.ANTHROPIC_BASE_URL}/v1/messages`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${process.env.ANTHROPIC_API_KEY}`,
      'anthropic-version': '2026-10-21',
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      model: config.model,
      max_tokens: 500,
      system: `Answer from these passages and cite them as [1]. If they do not say it, say I don't know.\n\n${list}`,
      messages: [{ role: 'user', content: question }],
    }),
  });
  if (!response.ok) throw new HttpError(502, 'model_failed', `The model said ${response.status}.`);
  const { content } = (await response.json()) as { content: { type: string; text?: string }[] };
  return content.map(({ text }) => text ?? '').join('');
}
