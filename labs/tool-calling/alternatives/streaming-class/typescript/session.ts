import { createHash, randomBytes } from 'node:crypto';
import Anthropic from '@anthropic-ai/sdk';
import { config } from './config.ts';
import { findTool, toolDefinitions } from './tools.ts';
import { ToolError } from './tool-error.ts';

const anthropic = new Anthropic({ maxRetries: 1 });

class Stop extends Error {
  constructor(reason: string) {
    super(reason);
  }
}

/** One question, from its first word to its answer. Asks for one decision at a time. */
export class Session {
  static readonly #open = new Map<string, Session>();

  readonly #messages: Anthropic.MessageParam[] = [];
  #calls: Anthropic.ToolUseBlock[] = [];
  #turns = 0;
  #tokens = { input: 0, output: 0 };
  #decision: Promise<object> | null = null;

  constructor(question: string) {
    this.#messages.push({ role: 'user', content: question });
  }

  static find(id: string): Session | undefined {
    return Session.#open.get(id);
  }

  async advance(outside?: AbortSignal): Promise<object> {
    const clock = new AbortController();
    const timer = setTimeout(() => clock.abort(new Stop('time')), config.maxMs);
    const signal = outside ? AbortSignal.any([outside, clock.signal]) : clock.signal;
    try {
      let step = await this.#step(signal);
      while (step === null) step = await this.#step(signal);
      return step;
    } catch (error) {
      if (error instanceof Stop) return { status: 'stopped', reason: error.message };
      if (clock.signal.aborted) return { status: 'stopped', reason: 'time' };
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Only the first decision does anything. */
  decide(id: string, approved: boolean): Promise<object> {
    this.#decision ??= (async () => {
      const calls = this.#calls;
      // A later confirmation of the same question is another one.
      await this.#answer(calls, new AbortController().signal, approved ? id : 'declined');
      const next = new Session('');
      next.#messages.splice(0, 1, ...this.#messages);
      next.#turns = this.#turns;
      next.#tokens = this.#tokens;
      return next.advance();
    })();
    return this.#decision;
  }

  /** One turn of the model and its tools. Null: go on. */
  async #step(signal: AbortSignal): Promise<object | null> {
    const { input, output } = config.price;
    const dollars = (this.#tokens.input * input + this.#tokens.output * output) / 1_000_000;
    if (this.#turns === config.maxSteps) throw new Stop('steps');
    if (dollars >= config.maxCostUsd) throw new Stop('cost');
    const stream = anthropic.messages.stream(
      {
        model: config.model,
        max_tokens: 2000,
        system: [{ type: 'text', text: 'Use the tools when needed.' }],
        tools: toolDefinitions,
        messages: this.#messages,
      },
      { signal },
    );
    const message = await stream.finalMessage();
    this.#turns += 1;
    this.#tokens.input += message.usage.input_tokens;
    this.#tokens.output += message.usage.output_tokens;
    switch (message.stop_reason) {
      case 'max_tokens':
        throw new Stop('length');
      case 'tool_use':
        break;
      default:
        return { answer: await stream.finalText(), status: 'answered' };
    }
    this.#messages.push({ role: 'assistant', content: message.content });
    this.#calls = message.content.filter((block) => block.type === 'tool_use');
    const asked = this.#calls.filter((call) => isRefund(call));
    if (asked.length === 0) {
      await this.#answer(this.#calls, signal, 'declined');
      return null;
    }
    const id = randomBytes(9).toString('hex');
    Session.#open.set(id, this);
    const calls = asked.map((call) => ({ arguments: call.input, tool: call.name }));
    return { status: 'needs_confirmation', confirmation: { calls, id } };
  }

  async #answer(calls: Anthropic.ToolUseBlock[], signal: AbortSignal, permit: string): Promise<void> {
    const settled = await Promise.allSettled(
      calls.map(async (call) => {
        const tool = findTool(call.name);
        const problem = tool.problem(call.input);
        if (problem !== null) throw new ToolError(problem);
        if (tool.needsConfirmation && permit === 'declined') throw new ToolError('Declined.');
        const key = createHash('sha256').update(`${permit} ${call.id}`).digest('base64url');
        return tool.run(call.input, { signal, key });
      }),
    );
    signal.throwIfAborted();
    const content = settled.map((one, i): Anthropic.ToolResultBlockParam => {
      const id = calls[i]!.id;
      if (one.status === 'fulfilled')
        return { type: 'tool_result', tool_use_id: id, content: JSON.stringify(one.value), is_error: false };
      const error = one.reason instanceof ToolError ? one.reason.message : 'The tool broke.';
      return { type: 'tool_result', tool_use_id: id, content: JSON.stringify({ error }), is_error: true };
    });
    this.#messages.push({ role: 'user', content });
  }
}

function isRefund(call: Anthropic.ToolUseBlock): boolean {
  return call.name === 'refund_order' && findTool(call.name).problem(call.input) === null;
}
