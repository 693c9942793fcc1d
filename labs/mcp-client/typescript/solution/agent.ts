import Anthropic from '@anthropic-ai/sdk';
import { config } from './config.ts';
import { readyTools, type HubTool } from './hub.ts';
import { CallError, textOf } from './results.ts';

const client = new Anthropic();
// The same in every call: nothing that a server says ever stands here.
const SYSTEM = 'Use the tools when needed.';

/** One message on its way to an answer. It can wait for a person in between. */
export interface Conversation {
  messages: Anthropic.MessageParam[];
  steps: number;
  /** The tools as the model was told of them. */
  tools: Map<string, HubTool>;
}

export type Outcome =
  | { status: 'answered'; answer: string }
  | { status: 'stopped'; reason: 'steps' | 'length' }
  | Waiting;

/** A turn with calls that a person has to agree to. */
export interface Waiting {
  status: 'waiting';
  calls: Anthropic.ToolUseBlock[];
  /** Of the calls of this turn that were made already. */
  results: Anthropic.ToolResultBlockParam[];
}

export async function startConversation(message: string): Promise<Conversation> {
  return { messages: [{ role: 'user', content: message }], steps: 0, tools: await readyTools() };
}

/** Goes on until there is an answer, the limit is reached, or a person has to agree. */
export async function run(conversation: Conversation): Promise<Outcome> {
  for (;;) {
    if (conversation.steps >= config.maxSteps) return { status: 'stopped', reason: 'steps' };
    const message = await askModel(conversation);
    conversation.messages.push({ role: 'assistant', content: message.content });
    // The last call of an answer that was cut may be half a call.
    if (message.stop_reason === 'max_tokens') return { status: 'stopped', reason: 'length' };
    const calls = message.content.filter((block) => block.type === 'tool_use');
    if (calls.length === 0) return { status: 'answered', answer: spoken(message) };
    const waiting = calls.filter((call) => needsApproval(conversation, call));
    // What needs nobody's yes waits for nobody.
    const free = calls.filter((call) => !waiting.includes(call));
    const results = await runCalls(conversation, free);
    if (waiting.length > 0) return { status: 'waiting', calls: waiting, results };
    conversation.messages.push({ role: 'user', content: results });
  }
}

/** Makes the calls that waited, or not, and puts all results of their turn into one message. */
export async function decideCalls(
  conversation: Conversation,
  { calls, results }: Waiting,
  isApproved: boolean,
): Promise<void> {
  const decided = await runCalls(conversation, calls, isApproved);
  conversation.messages.push({ role: 'user', content: [...results, ...decided] });
}

/** Runs calls of one turn at the same time. */
function runCalls(
  conversation: Conversation,
  calls: readonly Anthropic.ToolUseBlock[],
  isApproved?: boolean,
): Promise<Anthropic.ToolResultBlockParam[]> {
  return Promise.all(calls.map((call) => runCall(conversation, call, isApproved)));
}

/**
 * Whether a person has to agree. The configuration decides; what a server says about its tool can add to the care, and
 * never take from it. A call that is wrong anyway asks nobody.
 */
function needsApproval({ tools }: Conversation, { name, input }: Anthropic.ToolUseBlock): boolean {
  const tool = tools.get(name);
  if (!tool || tool.validate(input) !== null) return false;
  const { connection, definition } = tool;
  return (
    !connection.server.auto.includes(definition.name) || definition.annotations?.destructiveHint === true
  );
}

async function askModel(conversation: Conversation): Promise<Anthropic.Message> {
  conversation.steps += 1;
  return client.messages.create({
    model: config.model,
    max_tokens: 1000,
    system: SYSTEM,
    tools: [...conversation.tools.values()].map(({ name, description, inputSchema }) => ({
      name,
      description,
      input_schema: inputSchema as Anthropic.Tool.InputSchema,
    })),
    messages: conversation.messages,
  });
}

async function runCall(
  conversation: Conversation,
  call: Anthropic.ToolUseBlock,
  isApproved: boolean | undefined,
): Promise<Anthropic.ToolResultBlockParam> {
  const result = { type: 'tool_result' as const, tool_use_id: call.id };
  try {
    const tool = conversation.tools.get(call.name);
    if (!tool) throw new CallError(`There is no tool ${call.name}.`);
    const problem = tool.validate(call.input);
    if (problem) throw new CallError(`Wrong arguments for ${call.name}: ${problem}`);
    if (needsApproval(conversation, call)) await expectApproval(tool, isApproved);
    const answer = await tool.connection.call(tool.definition, call.input as Record<string, unknown>);
    return { ...result, content: textOf(answer), ...(answer.isError ? { is_error: true } : {}) };
  } catch (error) {
    if (!(error instanceof CallError)) console.error(call.name, error);
    const message = error instanceof CallError ? error.message : `The tool ${call.name} did not work.`;
    return { ...result, is_error: true, content: message };
  }
}

/** @throws CallError unless a person agreed, and to the tool as it still is */
async function expectApproval(tool: HubTool, isApproved: boolean | undefined): Promise<void> {
  if (!isApproved) throw new CallError('The person declined.');
  const now = (await readyTools()).get(tool.name);
  if (now?.hash !== tool.hash) throw new CallError('The tool has changed since the person agreed.');
}

function spoken(message: Anthropic.Message): string {
  return message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
}
