import { config } from './config.ts';
import { HttpError } from './http.ts';
import { ForModel, tools, type Input } from './shop-tools.ts';

interface Block {
  type: string;
  id?: string;
  name?: string;
  input?: Input;
  text?: string;
}
interface Call {
  id: string;
  name: string;
  input: Input;
}
interface State {
  messages: { role: 'user' | 'assistant'; content: unknown }[];
  calls: number;
  spent: number;
}

/** Questions that wait for a person, by the id of their confirmation. */
export const waiting = new Map<string, { state: State; calls: Call[] }>();

export const freshState = (question: string): State => ({
  messages: [{ role: 'user', content: [{ type: 'text', text: question }] }],
  calls: 0,
  spent: 0,
});

export async function goOn(state: State, gone: AbortSignal): Promise<object> {
  const clock = new AbortController();
  const timer = setTimeout(() => clock.abort('time'), config.maxMs);
  const signal = AbortSignal.any([gone, clock.signal]);
  try {
    while (state.calls < config.maxSteps) {
      if (state.spent >= config.maxCostUsd) return { status: 'stopped', reason: 'cost' };
      const { content, stop_reason: why, usage } = await callModel(state, signal);
      state.calls += 1;
      state.spent +=
        (usage.input_tokens / 1e6) * config.price.input + (usage.output_tokens / 1e6) * config.price.output;
      if (why === 'max_tokens') return { status: 'stopped', reason: 'length' };
      state.messages.push({ role: 'assistant', content });
      const calls = content.filter((block): block is Call & Block => block.type === 'tool_use');
      if (calls.length === 0) {
        const texts = content.filter((block) => block.type === 'text').map((block) => block.text);
        return { status: 'answered', answer: texts.join('') };
      }
      const risky = calls.filter((call) => tools.get(call.name)?.isRisky && isRight(call));
      if (risky.length > 0) {
        const id = `c${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
        waiting.set(id, { state, calls });
        const shown = risky.map((call) => ({ tool: call.name, arguments: call.input }));
        return { status: 'needs_confirmation', confirmation: { id, calls: shown } };
      }
      const results = await resultsFor(calls, signal, () => null);
      signal.throwIfAborted();
      state.messages.push({ role: 'user', content: results });
    }
    return { status: 'stopped', reason: 'steps' };
  } catch (error) {
    if (clock.signal.aborted && !gone.aborted) return { status: 'stopped', reason: 'time' };
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function isRight(call: Call): boolean {
  try {
    tools.get(call.name)!.check(call.input);
    return true;
  } catch {
    return false;
  }
}

/** One result a call. `agreed` gives the key of a call that a person agreed to. */
export function resultsFor(
  calls: Call[],
  signal: AbortSignal,
  agreed: (call: Call) => string | null,
): Promise<object[]> {
  return Promise.all(
    calls.map(async (call) => {
      let content: object;
      let failed = false;
      try {
        const tool = tools.get(call.name);
        if (!tool) throw new ForModel(`No tool ${call.name}. There are: ${[...tools.keys()].join(' ')}`);
        tool.check(call.input);
        const key = agreed(call);
        if (tool.isRisky && key === null) throw new ForModel('Declined by the customer');
        content = await tool.run(call.input, signal, key ?? '');
      } catch (error) {
        if (!(error instanceof ForModel)) throw error;
        failed = true;
        content = { error: error.message };
      }
      const text = [{ type: 'text', text: JSON.stringify(content, null, 1) }];
      return { tool_use_id: call.id, type: 'tool_result', content: text, ...(failed && { is_error: true }) };
    }),
  );
}

interface ModelAnswer {
  content: Block[];
  stop_reason: string;
  usage: { input_tokens: number; output_tokens: number };
}

async function callModel({ messages }: State, signal: AbortSignal): Promise<ModelAnswer> {
  const response = await fetch(`${process.env.ANTHROPIC_BASE_URL}/v1/messages`, {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/json',
      'x-api-key': process.env.ANTHROPIC_API_KEY ?? '',
      'anthropic-version': '2023-06-01',
    },
    body: JSON.stringify({
      model: config.model,
      max_tokens: 800,
      messages,
      system: 'Use the tools when needed.',
      tools: [...tools].map(([name, { description, schema }]) => ({
        name,
        description,
        input_schema: schema,
      })),
    }),
  });
  if (!response.ok) throw new HttpError(502, 'model_failed', `The model answered ${response.status}.`);
  return (await response.json()) as ModelAnswer;
}
