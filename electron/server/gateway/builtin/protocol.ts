/**
 * A piece of a prompt. Only `control` text may become control tokens; `text` comes from people and programs, and
 * stays text even when it spells one.
 */
export type Segment = { control: string } | { text: string };

export interface GenerateJob {
  segments: Segment[];
  maxTokens: number;
  /** 0 is greedy. */
  temperature: number;
  topK: number | null;
  topP: number | null;
  stop: string[];
  /** GBNF for the whole answer, or for what follows a tool-call token. */
  textGrammar: string | null;
  toolGrammar: string | null;
  /** The prompt already ends with the tool-call token. */
  inToolCall: boolean;
}

/** A turn of a conversation as node-llama-cpp takes it; its chat wrapper renders it in the model's own format. */
export type ChatTurn =
  | { type: 'system' | 'user'; text: string }
  | { type: 'model'; response: (string | ChatCall)[] };

export interface ChatCall {
  type: 'functionCall';
  name: string;
  params: unknown;
  result: unknown;
}

export interface ChatJob {
  history: ChatTurn[];
  tools: { name: string; description: string | null; schema: Record<string, unknown> }[];
  /** GBNF for the whole answer. With `isForcedCall` that answer is a tool call. */
  grammar: string | null;
  isForcedCall: boolean;
  maxTokens: number;
  /** 0 is greedy. */
  temperature: number;
  topK: number | null;
  topP: number | null;
  stop: string[];
}

/** What a model is asked to do, one after the other. */
export type Work =
  | { type: 'generate'; job: GenerateJob }
  | { type: 'chat'; job: ChatJob }
  | { type: 'embed'; inputs: string[] };

/** What is answered at once, even while the model works. */
export type Count = { type: 'count'; segments: Segment[] } | { type: 'count-chat'; job: ChatJob };

export type ToWorker = ((Work | Count) & { id: number }) | { type: 'cancel'; id: number };

export type EndReason =
  | 'end_turn'
  | 'max_tokens'
  | 'stop_sequence'
  | 'model_context_window_exceeded'
  | 'cancelled';

export type FromWorker =
  | { type: 'started'; id: number; inputTokens: number }
  | { type: 'text'; id: number; text: string }
  | { type: 'tool'; id: number; text: string }
  | { type: 'end'; id: number; reason: EndReason; stopSequence: string | null; outputTokens: number }
  | { type: 'counted'; id: number; tokens: number }
  | { type: 'embedded'; id: number; vectors: number[][]; tokens: number }
  | { type: 'refused'; id: number; status: number; message: string };

/** How the worker's last line on stderr begins when the file cannot be loaded. */
export const LOAD_FAILED = 'load failed: ';

/** How it begins when the process took more memory than it may. */
export const TOO_LARGE = 'too large: ';

export interface Engine {
  count(ask: Count): number;
  /** Does one thing at a time. The signal stops it before the next token. */
  work(id: number, work: Work, signal: AbortSignal): Promise<void>;
}

/** What the worker is started with. */
export interface WorkerOptions {
  modelPath: string;
  contextSize: number;
  /** `practice`: Cairn's own chat format. `chat`: the file's. `embeddings`: makes vectors. */
  kind: 'practice' | 'chat' | 'embeddings';
  /** Threads that compute. Fewer than cores: a busy core stalls all of them. */
  threads: number;
  /** The process ends itself above this; null: no limit. */
  memoryBytes: number | null;
}
