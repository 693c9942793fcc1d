import {
  getLlama,
  LlamaGrammarEvaluationState,
  LlamaLogLevel,
  type Llama,
  type LlamaContextSequence,
  type LlamaModel,
  type Token,
} from 'node-llama-cpp';
import type { EndReason, Engine, FromWorker, GenerateJob, Segment, WorkerOptions } from './protocol.ts';
import { headerProblem } from './gguf-header.ts';
import { createStopWatch } from './stop-sequences.ts';

const TOOL_CALL = '<|tool_call|>';

/** Starts llama.cpp as it came with the package: no download, no build, no graphics card, no talk. */
export async function startLlama(threads: number): Promise<Llama> {
  return getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    progressLogs: false,
    maxThreads: threads,
    logLevel: LlamaLogLevel.error,
    logger: () => {},
  });
}

/** Loads the practice model: one context, one sequence. */
export async function loadPracticeEngine(
  options: WorkerOptions,
  send: (message: FromWorker) => void,
): Promise<Engine> {
  const problem = headerProblem(options.modelPath);
  if (problem) throw new Error(problem);
  const { modelPath, contextSize, threads } = options;
  const llama = await startLlama(threads);
  const model = await llama.loadModel({ modelPath });
  const context = await model.createContext({ contextSize, threads, sequences: 1 });
  const sequence = context.getSequence();
  const parts: Parts = { llama, model, sequence, contextSize: options.contextSize };

  return {
    count: (ask) => (ask.type === 'count' ? tokenize(model, ask.segments).length : 0),
    async work(id, work, signal) {
      if (work.type !== 'generate') throw new Error(`it cannot ${work.type}`);
      const { job } = work;
      const prompt = tokenize(model, job.segments);
      const room = parts.contextSize - prompt.length;
      if (room <= 0) {
        const message = `prompt is too long: ${prompt.length} tokens > ${parts.contextSize} maximum`;
        send({ type: 'refused', id, status: 400, message });
        return;
      }
      const problem = await grammarProblem(llama, job);
      if (problem) {
        send({ type: 'refused', id, status: 400, message: problem });
        return;
      }
      send({ type: 'started', id, inputTokens: prompt.length });
      const limit = Math.min(job.maxTokens, room);
      const end = await decode(parts, { prompt, job, limit, signal }, (kind, text) =>
        send({ type: kind, id, text }),
      );
      const ranOut = end.reason === 'max_tokens' && room < job.maxTokens;
      send({ type: 'end', id, ...end, reason: ranOut ? 'model_context_window_exceeded' : end.reason });
    },
  };
}

interface Parts {
  llama: Llama;
  model: LlamaModel;
  sequence: LlamaContextSequence;
  contextSize: number;
}

/** A schema that can never be met (no choice, a circle) makes a grammar that llama.cpp refuses. */
async function grammarProblem(llama: Llama, job: GenerateJob): Promise<string | null> {
  try {
    for (const grammar of [job.toolGrammar, job.textGrammar])
      if (grammar !== null) await llama.createGrammar({ grammar });
    return null;
  } catch {
    return 'The schema of a tool or of output_config.format cannot be followed by the practice model. It may leave no choice, or lead in a circle.';
  }
}

/** Only Cairn's own template text is read for control tokens: a message that spells `<|end|>` stays plain text. */
function tokenize(model: LlamaModel, segments: readonly Segment[]): Token[] {
  return segments.flatMap((segment) =>
    'control' in segment ? model.tokenize(segment.control, true) : model.tokenize(segment.text, false),
  );
}

interface Decoding {
  prompt: Token[];
  job: GenerateJob;
  limit: number;
  signal: AbortSignal;
}

type End = { reason: EndReason; stopSequence: string | null; outputTokens: number };

async function decode(
  { llama, model, sequence }: Parts,
  { prompt, job, limit, signal }: Decoding,
  emit: (kind: 'text' | 'tool', text: string) => void,
): Promise<End> {
  const start = async (gbnf: string | null) =>
    gbnf === null
      ? undefined
      : new LlamaGrammarEvaluationState({ model, grammar: await llama.createGrammar({ grammar: gbnf }) });
  const toolState = await start(job.toolGrammar);
  let grammar = job.inToolCall ? toolState : await start(job.textGrammar);
  let inTool = job.inToolCall;
  const toolToken = model.tokenize(TOOL_CALL, true)[0];
  const watch = createStopWatch(job.stop);
  const text = createDecoder(model);
  let outputTokens = 0;
  const finish = (reason: EndReason, stopSequence: string | null = null): End => {
    const last = inTool ? text.rest() : watch.push(text.rest()).text + watch.rest();
    if (last && stopSequence === null && reason !== 'cancelled') emit(inTool ? 'tool' : 'text', last);
    return { reason, stopSequence, outputTokens };
  };

  // A fresh state for every job: what one caller sent must not shape another's answer.
  await sequence.clearHistory();
  const tokens = sequence.evaluate(prompt, {
    temperature: job.temperature,
    ...(job.topK === null ? {} : { topK: job.topK }),
    ...(job.topP === null ? {} : { topP: job.topP }),
    grammarEvaluationState: () => grammar,
  });
  for await (const token of tokens) {
    if (signal.aborted) return finish('cancelled');
    outputTokens += 1;
    if (token === toolToken && !inTool) {
      inTool = true;
      grammar = toolState;
    } else {
      const piece = text.push(token);
      if (inTool) {
        if (piece) emit('tool', piece);
      } else {
        const shown = watch.push(piece);
        if (shown.text) emit('text', shown.text);
        if (shown.hit) return finish('stop_sequence', shown.hit);
      }
    }
    if (outputTokens >= limit) return finish('max_tokens');
  }
  return finish('end_turn');
}

/** Turns tokens into text, holding back a character whose bytes are not all there yet. */
function createDecoder(model: LlamaModel) {
  let pending: Token[] = [];
  return {
    push(token: Token): string {
      pending.push(token);
      const text = model.detokenize(pending);
      if (text.endsWith('\uFFFD') && pending.length < 8) return '';
      pending = [];
      return text;
    },
    rest: (): string => (pending.length > 0 ? model.detokenize(pending) : ''),
  };
}
