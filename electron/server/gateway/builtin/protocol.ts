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

export type ToWorker =
  | { type: 'generate'; id: number; job: GenerateJob }
  | { type: 'count'; id: number; segments: Segment[] }
  | { type: 'cancel'; id: number };

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
  | { type: 'refused'; id: number; status: number; message: string };

/** How the worker's last line on stderr begins when the file cannot be loaded. */
export const LOAD_FAILED = 'load failed: ';

/** What the worker is started with. */
export interface WorkerOptions {
  modelPath: string;
  contextSize: number;
}
