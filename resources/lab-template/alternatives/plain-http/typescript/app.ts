/** Greets a person by name. */
export const greet = (options: { name: string }) => ({ text: ['Hello, ', options.name, '.'].join('') });

/** Asks the model one question, without the SDK. */
export async function ask({ question }: { question: string }) {
  const response = await fetch(`${process.env.ANTHROPIC_BASE_URL}/v1/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${process.env.ANTHROPIC_API_KEY}`,
      'anthropic-version': '2023-06-01',
    },
    body: JSON.stringify({
      model: process.env.CAIRN_MODEL,
      max_tokens: 300,
      messages: [{ role: 'user', content: question }],
    }),
  });
  const { content } = (await response.json()) as { content: { type: string; text: string }[] };
  return {
    answer: content
      .filter(({ type }) => type === 'text')
      .map(({ text }) => text)
      .join(''),
  };
}
