import Anthropic from '@anthropic-ai/sdk';
import { config } from './config.ts';
import { findTool, toolDefinitions } from './tools.ts';
import { ToolError } from './tool-error.ts';

const client = new Anthropic();
const SYSTEM = 'Use the tools when needed.';
const MILLION = 1_000_000;

/** One question on its way to an answer. It can wait for a person in between. */
export interface Conversation {
  messages: Anthropic.MessageParam[];
  steps: number;
  costUsd: number;
}

export type Outcome =
  | { status: 'answered'; answer: string }
  | { status: 'stopped'; reason: 'steps' | 'cost' | 'time' | 'length' }
  | { status: 'waiting'; calls: Anthropic.ToolUseBlock[] };

export function startConversation(question: string): Conversation {
  return { messages: [{ role: 'user', content: question }], steps: 0, costUsd: 0 };
}

/** Goes on until there is an answer, a limit is reached, or a person has to agree. */
export async function run(conversation: Conversation, signal: AbortSignal): Promise<Outcome> {
  for (;;) {
    if (conversation.steps >= config.maxSteps) return { status: 'stopped', reason: 'steps' };
    if (conversation.costUsd >= config.maxCostUsd) return { status: 'stopped', reason: 'cost' };
    const message = await askModel(conversation, signal);
    conversation.messages.push({ role: 'assistant', content: message.content });
    // The last call of an answer that was cut may be half a call.
    if (message.stop_reason === 'max_tokens') return { status: 'stopped', reason: 'length' };
    const calls = message.content.filter((block) => block.type === 'tool_use');
    if (calls.length === 0) return { status: 'answered', answer: textOf(message) };
    if (calls.some(needsConfirmation)) return { status: 'waiting', calls };
    await addResults(conversation, calls, { signal });
  }
}

interface Circumstances {
  signal: AbortSignal;
  /** What a person decided about the calls that need it. */
  decision?: { id: string; approved: boolean };
}

/** Runs the calls of one turn at the same time and puts all their results into one message. */
export async function addResults(
  conversation: Conversation,
  calls: readonly Anthropic.ToolUseBlock[],
  circumstances: Circumstances,
): Promise<void> {
  const content = await Promise.all(calls.map((call) => runTool(call, circumstances)));
  conversation.messages.push({ role: 'user', content });
}

/** Whether a person has to agree to the call. A call that is wrong anyway is refused without asking anybody. */
export function needsConfirmation({ name, input }: Anthropic.ToolUseBlock): boolean {
  try {
    const tool = findTool(name);
    return tool.needsConfirmation && tool.problem(input) === null;
  } catch {
    return false;
  }
}

async function askModel(conversation: Conversation, signal: AbortSignal): Promise<Anthropic.Message> {
  const message = await client.messages.create(
    {
      model: config.model,
      max_tokens: 1000,
      system: SYSTEM,
      tools: toolDefinitions,
      messages: conversation.messages,
    },
    { signal },
  );
  const { input_tokens: input, output_tokens: output } = message.usage;
  conversation.steps += 1;
  conversation.costUsd += (input * config.price.input + output * config.price.output) / MILLION;
  return message;
}

async function runTool(
  call: Anthropic.ToolUseBlock,
  { signal, decision }: Circumstances,
): Promise<Anthropic.ToolResultBlockParam> {
  const result = { type: 'tool_result' as const, tool_use_id: call.id };
  try {
    const tool = findTool(call.name);
    const problem = tool.problem(call.input);
    if (problem) throw new ToolError(problem);
    if (tool.needsConfirmation && !decision?.approved) throw new ToolError('The customer declined.');
    // A model's ids are unique in one conversation only.
    const context = { signal, key: `${decision?.id}-${call.id}` };
    return { ...result, content: JSON.stringify(await tool.run(call.input, context)) };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return { ...result, is_error: true, content: JSON.stringify({ error: error.message }) };
  }
}

function textOf(message: Anthropic.Message): string {
  return message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
}
