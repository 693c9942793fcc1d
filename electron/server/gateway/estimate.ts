import { asArray, asObject, asString, type JsonObject } from './json.ts';

/**
 * Estimates a prompt's tokens where no tokenizer is at hand: a token for every four characters of text, tool
 * definitions and tool calls as JSON, and three for each turn (a common rule of thumb for English; code and other
 * languages take more). The texts of an embedding request count the same way. Only for servers that count no tokens themselves, and for scripted answers.
 */
export function estimateTokens(body: JsonObject): number {
  const turns = asArray(body.messages);
  const characters =
    lengthOf(body.system) +
    asArray(body.tools).reduce<number>((sum, tool) => sum + JSON.stringify(tool).length, 0) +
    turns.reduce<number>((sum, turn) => sum + lengthOfTurn(asObject(turn)), 0) +
    asArray(body.input).reduce<number>((sum, text) => sum + (asString(text)?.length ?? 0), 0) +
    (asString(body.input)?.length ?? 0);
  return Math.max(1, Math.ceil(characters / 4) + 3 * turns.length);
}

/** OpenAI has a turn's tool calls beside its content. */
function lengthOfTurn({ content, tool_calls: calls }: JsonObject): number {
  return lengthOf(content) + (calls ? JSON.stringify(calls).length : 0);
}

function lengthOf(content: unknown): number {
  if (typeof content === 'string') return content.length;
  return asArray(content).reduce<number>((sum, item) => {
    const block = asObject(item);
    return sum + (asString(block.text)?.length ?? JSON.stringify(block).length);
  }, 0);
}
