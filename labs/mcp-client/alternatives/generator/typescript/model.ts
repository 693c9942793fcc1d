import { config } from './config.ts';

export interface Use {
  type: 'tool_use';
  id: string;
  name: string;
  input: Record<string, unknown>;
}

export type Block = Use | { type: 'text'; text: string };

/** Asks the model, without an SDK. */
export async function askModel(
  messages: object[],
  tools: object[],
): Promise<{ content: Block[]; cut: boolean }> {
  const response = await fetch(`${process.env['ANTHROPIC_BASE_URL']}/v1/messages`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-api-key': process.env['ANTHROPIC_API_KEY'] ?? '',
      'anthropic-version': '2023-06-01',
    },
    body: JSON.stringify({
      model: config.model,
      max_tokens: 800,
      system: 'Use the tools when needed.',
      ...(tools.length > 0 ? { tools } : {}),
      messages,
    }),
  });
  if (!response.ok) throw new Error(`the model answered ${response.status}`);
  const { content, stop_reason: reason } = (await response.json()) as {
    content: Block[];
    stop_reason: string;
  };
  return { content, cut: reason === 'max_tokens' };
}
