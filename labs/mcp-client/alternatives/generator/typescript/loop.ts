import { config } from './config.ts';
import { readyTools, type HubTool } from './hub.ts';
import { askModel, type Use } from './model.ts';
import { textOf } from './results.ts';

export type End = { status: 'answered'; answer: string } | { status: 'stopped'; reason: string };

/** What a person is asked: which calls, and of which tools. */
export interface Question {
  uses: { use: Use; tool: HubTool }[];
}

interface Result {
  type: 'tool_result';
  tool_use_id: string;
  content: string;
  is_error: boolean;
}

/** One message from its beginning to its end. Gives out questions, and wants to be told yes or no. */
export async function* converse(message: string): AsyncGenerator<Question, End, boolean> {
  const tools = await readyTools();
  const offered = [...tools.values()].map((tool) => ({
    name: tool.name,
    description: tool.description,
    input_schema: tool.inputSchema,
  }));
  const messages: object[] = [{ role: 'user', content: [{ type: 'text', text: message }] }];
  for (let step = 0; step < config.maxSteps; step += 1) {
    const { content, cut } = await askModel(messages, offered);
    if (cut) return { status: 'stopped', reason: 'length' };
    messages.push({ role: 'assistant', content });
    const uses = content.filter((block) => block.type === 'tool_use');
    if (uses.length === 0) {
      const texts = content.map((block) => (block.type === 'text' ? block.text : ''));
      return { status: 'answered', answer: texts.join('') };
    }
    const risky = uses.flatMap((use) => {
      const tool = tools.get(use.name);
      return tool && tool.validate(use.input) === null && isRisky(tool) ? [{ use, tool }] : [];
    });
    const isAsked = (use: Use): boolean => risky.some((one) => one.use === use);
    const run = (some: Use[], isAgreed: boolean, now: Map<string, HubTool>): Promise<Result[]> =>
      Promise.all(some.map((use) => runUse(use, tools.get(use.name), { isAgreed, now })));
    const results = await run(
      uses.filter((use) => !isAsked(use)),
      false,
      tools,
    );
    if (risky.length > 0) {
      const isAgreed = yield { uses: risky };
      results.push(...(await run(uses.filter(isAsked), isAgreed, await readyTools())));
    }
    messages.push({ role: 'user', content: results });
  }
  return { status: 'stopped', reason: 'steps' };
}

function isRisky({ connection, definition }: HubTool): boolean {
  const isFree = connection.server.auto.some((name) => name === definition.name);
  return isFree ? (definition.annotations?.destructiveHint ?? false) : true;
}

async function runUse(
  use: Use,
  tool: HubTool | undefined,
  { isAgreed, now }: { isAgreed: boolean; now: Map<string, HubTool> },
): Promise<Result> {
  const say = (content: string, isError: boolean): Result => ({
    type: 'tool_result',
    tool_use_id: use.id,
    content,
    is_error: isError,
  });
  if (!tool) return say('No such tool was offered.', true);
  const problem = tool.validate(use.input);
  if (problem !== null) return say(`These arguments do not fit: ${problem}`, true);
  if (isRisky(tool)) {
    if (!isAgreed) return say('A person said no.', true);
    if (now.get(tool.name)?.hash !== tool.hash)
      return say('The tool is not what the person agreed to.', true);
  }
  try {
    const answer = await tool.connection.call(tool.definition, use.input);
    return say(textOf(answer), answer.isError === true);
  } catch {
    return say('The server of this tool is in trouble.', true);
  }
}
