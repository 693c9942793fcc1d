import Anthropic from '@anthropic-ai/sdk';

/** Greets a person by name. */
export function greet({ name }: { name: string }): { text: string } {
  return { text: `Hello, ${name}.` };
}

/** Asks the model one question. */
export async function ask({ question }: { question: string }): Promise<{ answer: string }> {
  const message = await new Anthropic().messages.create({
    model: process.env.CAIRN_MODEL ?? '',
    max_tokens: 300,
    messages: [{ role: 'user', content: question }],
  });
  const answer = message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
  return { answer };
}
