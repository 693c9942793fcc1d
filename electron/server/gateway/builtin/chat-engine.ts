import {
  LlamaChat,
  resolveChatWrapper,
  type ChatHistoryItem,
  type ChatModelFunctions,
  type ChatWrapper,
  type LlamaChatResponse,
  type LlamaContextSequence,
  type LlamaModel,
} from 'node-llama-cpp';
import { startLlama } from './engine.ts';
import type { ChatJob, EndReason, Engine, FromWorker, WorkerOptions } from './protocol.ts';
import { toGbnfSchema, withoutEmptyOptionals } from './tool-schema.ts';

interface Parts {
  model: LlamaModel;
  sequence: LlamaContextSequence;
  chat: LlamaChat;
  contextSize: number;
}

/**
 * Loads any model that writes, with the chat template of its own file. What stays the same at the beginning of two
 * conversations is not read twice.
 */
export async function loadChatEngine(
  { modelPath, contextSize, threads }: WorkerOptions,
  send: (message: FromWorker) => void,
): Promise<Engine> {
  const llama = await startLlama(threads);
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({ contextSize, threads, sequences: 1 });
  const sequence = context.getSequence();
  const chatWrapper = resolveChatWrapper(model, { warningLogs: false });
  const chat = new LlamaChat({ contextSequence: sequence, chatWrapper });
  const parts: Parts = { model, sequence, chat, contextSize };

  return {
    count: (ask) => (ask.type === 'count-chat' ? promptTokens(chatWrapper, model, ask.job) : 0),
    async work(id, work, signal) {
      if (work.type !== 'chat') throw new Error(`it cannot ${work.type}`);
      const { job } = work;
      const inputTokens = promptTokens(chatWrapper, model, job);
      const room = contextSize - inputTokens - 1;
      const refuse = (message: string): void => send({ type: 'refused', id, status: 400, message });
      if (room <= 0) return refuse(`prompt is too long: ${inputTokens} tokens > ${contextSize} maximum`);
      const grammar =
        job.grammar === null
          ? undefined
          : await llama.createGrammar({ grammar: job.grammar }).catch(() => null);
      if (grammar === null)
        return refuse('The schema cannot be followed. It may leave no choice, or lead in a circle.');
      send({ type: 'started', id, inputTokens });
      const limit = Math.min(job.maxTokens, room);
      const before = sequence.tokenMeter.getState();
      const emit = (kind: 'text' | 'tool', text: string): void => send({ type: kind, id, text });
      const end = await answer(parts, job, { limit, signal, emit, grammar });
      const { usedOutputTokens: outputTokens } = sequence.tokenMeter.diff(before);
      const ranOut = end.reason === 'max_tokens' && room < job.maxTokens;
      const reason = ranOut ? 'model_context_window_exceeded' : end.reason;
      send({ type: 'end', id, ...end, reason, outputTokens });
    },
  };
}

interface Answering {
  limit: number;
  signal: AbortSignal;
  emit: (kind: 'text' | 'tool', text: string) => void;
  grammar: Parameters<LlamaChat['generateResponse']>[1] extends (infer O) | undefined
    ? O extends { grammar?: infer G }
      ? G
      : never
    : never;
}

type End = { reason: EndReason; stopSequence: string | null };

async function answer({ chat }: Parts, job: ChatJob, answering: Answering): Promise<End> {
  const { limit, signal, emit, grammar } = answering;
  const common = {
    signal,
    stopOnAbortSignal: true,
    maxTokens: limit,
    temperature: job.temperature,
    ...(job.topK === null ? {} : { topK: job.topK }),
    ...(job.topP === null ? {} : { topP: job.topP }),
    repeatPenalty: false as const,
    customStopTriggers: job.stop,
    // Nobody asked for thoughts: the answer's tokens are the caller's money and time.
    budgets: { thoughtTokens: 0 },
    onTextChunk: (text: string) => emit(job.isForcedCall ? 'tool' : 'text', text),
  };
  try {
    const history = structuredClone(job.history) as ChatHistoryItem[];
    if (grammar || job.tools.length === 0) {
      const response = await chat.generateResponse(history, { ...common, ...(grammar ? { grammar } : {}) });
      return endOf(response, job);
    }
    const functions = functionsOf(job);
    const response = await chat.generateResponse(history, {
      ...common,
      functions,
      maxParallelFunctionCalls: 1,
    });
    const call = response.functionCalls?.[0];
    if (call) emit('tool', toolCall(job, call));
    return endOf(response, job);
  } catch (error) {
    if (signal.aborted) return { reason: 'cancelled', stopSequence: null };
    throw error;
  }
}

function endOf(response: LlamaChatResponse<ChatModelFunctions | undefined>, job: ChatJob): End {
  const { stopReason, customStopTrigger } = response.metadata as {
    stopReason: string;
    customStopTrigger?: unknown[];
  };
  if (stopReason === 'abort') return { reason: 'cancelled', stopSequence: null };
  if (stopReason === 'maxTokens') return { reason: 'max_tokens', stopSequence: null };
  if (stopReason !== 'customStopTrigger') return { reason: 'end_turn', stopSequence: null };
  const hit = customStopTrigger?.join('') ?? '';
  return {
    reason: 'stop_sequence',
    stopSequence: job.stop.find((stop) => stop === hit) ?? job.stop[0] ?? null,
  };
}

function functionsOf({ tools }: ChatJob): ChatModelFunctions {
  return Object.fromEntries(
    tools.map(({ name, description, schema }) => [
      name,
      { ...(description === null ? {} : { description }), params: toGbnfSchema(schema) },
    ]),
  );
}

function toolCall({ tools }: ChatJob, call: { functionName: string; params: unknown }): string {
  const schema = tools.find(({ name }) => name === call.functionName)?.schema ?? {};
  return JSON.stringify({ name: call.functionName, arguments: withoutEmptyOptionals(call.params, schema) });
}

/** The length of a prompt as the model will read it, template and tools included. */
function promptTokens(wrapper: ChatWrapper, model: LlamaModel, job: ChatJob): number {
  const history = structuredClone(job.history) as ChatHistoryItem[];
  if (history.at(-1)?.type !== 'model') history.push({ type: 'model', response: [] });
  const state = wrapper.generateContextState({
    chatHistory: history,
    ...(job.tools.length > 0 && !job.isForcedCall ? { availableFunctions: functionsOf(job) } : {}),
    documentFunctionParams: true,
  });
  return state.contextText.tokenize(model.tokenizer).length;
}
