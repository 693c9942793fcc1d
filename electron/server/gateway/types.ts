import type { LiveRun, ReplayMode } from '../../shared/gateway-runs.ts';
import type { CallRequest, Outlet } from './outlet.ts';
import type { ReplayStore } from './replay/store.ts';

export type { LiveRun, ReplayMode };

/** What one run may use. A limit that is null or left out does not exist. */
export interface RunPolicy {
  /** What the run is for, in a few words: how a list of live runs names it. */
  label?: string;
  /** The lab that the run belongs to; its calls can be found by it. */
  labId?: string;
  /**
   * The model that answers, as `provider/model`. Null: no model at all, the fault plan has to answer every call
   * (see `answer`), and a call that the plan does not cover is refused with 400.
   */
  model: string | null;
  /** The model that answers embedding requests, as `provider/model`. Default: the one that is built in. */
  embeddingModel?: string;
  /**
   * Whether `model` answers whatever name the caller sends (default true). When false, the name in the request has
   * to be `model` itself or in `allowed`; anything else is a 404 that names the nearest ones.
   */
  pinModel?: boolean;
  allowed?: readonly string[];
  /**
   * With `pinModel` false: every model of this provider may be named, also one that its list lacks. A bare name is
   * taken as this provider's.
   */
  provider?: string;
  maxCalls?: number | null;
  maxInputTokens?: number | null;
  maxOutputTokens?: number | null;
  maxCostUsd?: number | null;
  /** Calls at a time. */
  maxConcurrent?: number | null;
  /** Lets models of unknown price be used under `maxCostUsd`, which then counts only what is known. */
  allowUnknownCost?: boolean;
  /** Whether recorded answers are used, and whether others may be fetched and recorded. Default: `off`. */
  replay?: ReplayMode;
  /** Where recorded answers are; default: the replay cache in the data folder. */
  recordings?: ReplayStore;
  /** Milliseconds from the opening of the run, after which every call is refused. */
  wallMs?: number | null;
  /** The token of a closed run: a program that has it goes on with this one. Left out: a new token. */
  token?: string | undefined;
}

/** A canned answer, served as JSON or as a stream, whichever the caller asks for. */
export interface CannedAnswer {
  /** May be empty when there are tool calls. */
  text: string;
  toolUses?: readonly { id?: string; name: string; input: Record<string, unknown> }[];
  /** Default: `tool_use` when there are tool calls, else `end_turn`. */
  stopReason?: string;
  /** Default: a count of words, so that accounting has something to add up. */
  usage?: {
    input_tokens: number;
    output_tokens: number;
    cache_read_input_tokens?: number;
    cache_creation_input_tokens?: number;
  };
  /** How the text is cut into `text_delta` events when streamed. Default: a word each. */
  chunks?: readonly string[];
}

/**
 * What happens to one call. `answer` inside a fault replaces the model's answer; without it the run's model answers
 * and, in a run without a model, a fixed sentence does.
 */
export type Fault =
  /** Goes to the model untouched. */
  | { kind: 'pass' }
  /** A canned answer instead of the model's. */
  | ({ kind: 'answer' } & CannedAnswer)
  /** An API error in Anthropic's shape. `retryAfter` is in seconds and becomes the `retry-after` header. */
  | { kind: 'status'; status: number; retryAfter?: number; message?: string; type?: string }
  /** Never answers: the call stays open until the caller or the run gives up. */
  | { kind: 'timeout' }
  | { kind: 'slow-first-byte'; ms: number; answer?: CannedAnswer }
  /** Pauses before every streamed event (a JSON answer pauses once). */
  | { kind: 'drip'; ms: number; answer?: CannedAnswer }
  /** Sends `afterEvents` whole events and half of the next, then breaks the connection. JSON: breaks half way. */
  | { kind: 'cut-stream'; afterEvents: number; answer?: CannedAnswer }
  /** Sends `afterEvents` events, then an `error` event inside the stream, as an overload in mid-answer does. */
  | { kind: 'stream-error'; afterEvents: number; type?: string; message?: string; answer?: CannedAnswer }
  /** Sends `afterEvents` whole events, then nothing: the call stays open. An answer that is JSON never begins. */
  | { kind: 'stall'; afterEvents: number; answer?: CannedAnswer }
  /** Ends with `stop_reason: "max_tokens"` after about that many tokens. */
  | { kind: 'truncate'; outputTokens: number; answer?: CannedAnswer }
  /** Resets the connection before a status is sent. */
  | { kind: 'reset' }
  /** Sends `afterEvents` whole events and then one whose JSON is broken; a JSON answer is broken itself. */
  | { kind: 'malformed-sse'; afterEvents: number; answer?: CannedAnswer }
  /** The model declines: `stop_reason: "refusal"` after whatever text is given. */
  | { kind: 'refusal'; text?: string }
  /** Calls a tool with arguments that are no valid JSON when streamed, and miss every field when not. */
  | { kind: 'malformed-tool'; tool?: string }
  /** A whole answer with nothing in it. */
  | { kind: 'empty' }
  /** Text whose citations point at documents that were never sent. */
  | { kind: 'wrong-citations'; text?: string };

/**
 * Draws a fault for each call, or none: the same seed gives the same faults for a run's first, second, third call.
 * `rate` is the share of calls that get one.
 */
export interface SeededFaults {
  kind: 'seeded';
  seed: number;
  rate: number;
  /** What is drawn from, each as likely as the others. Left out: every kind that ends by itself. */
  faults?: readonly Fault[];
}

/** `first` (default): used up by one call. `every`: stays, and covers that call and all later ones. */
export type FaultStep = (Fault | SeededFaults) & { match?: 'first' | 'every' };

/** A call to the messages or the embeddings endpoint, as far as an answer depends on it. */
export interface ReplyRequest {
  operation: 'messages' | 'embeddings';
  /** The text of the system prompt; '' without one. */
  system: string;
  messages: readonly Record<string, unknown>[];
  tools: readonly Record<string, unknown>[];
  /** The whole request, as the Messages API has it, or the embeddings endpoint. */
  body: Readonly<Record<string, unknown>>;
  /** 1 for the run's first call of any kind. */
  index: number;
}

/**
 * Answers each call from its content. Embeddings can be refused, broken off or delayed so; whatever else is said to
 * them lets their model answer.
 */
export type ModelReply = (request: ReplyRequest) => FaultStep | Promise<FaultStep>;

/** Consumed call by call in order, by `/messages` only. Past its end, calls go to the run's model. */
export type FaultPlan = readonly FaultStep[];

export interface RunHandle {
  runId: string;
  /** The run's own secret: the learner's code sends it as its API key. */
  token: string;
}

export interface RunUsage {
  calls: number;
  inputTokens: number;
  outputTokens: number;
  /** Null as soon as one call's price is unknown. */
  costUsd: number | null;
}

/**
 * How a call ended. `answered`: a whole answer, API errors of the provider and injected statuses included.
 * `refused`: the gateway said no before any provider was asked (token, budget, bad request).
 * `cut`: an injected or real break in mid-answer, told by an `error` event or not. `aborted`: the caller went away, or the run was closed.
 */
export type CallOutcome = 'open' | 'answered' | 'refused' | 'cut' | 'aborted';

/** One call as it really was: what was sent, what came back, and when. What lab checks assert on. */
export interface RecordedCall {
  id: string;
  runId: string;
  /** 1 for the run's first call. */
  index: number;
  method: string;
  path: string;
  /** As sent, lower-case, without anything secret. */
  headers: Readonly<Record<string, string>>;
  /** The parsed JSON body, or null when there was none, it could not be parsed, or it was over 4 MB. */
  body: unknown;
  /** The model name in the request, and the `provider/model` that answered. */
  requestedModel: string | null;
  model: string | null;
  /** `messages` is a chat call in either API. */
  operation: 'messages' | 'count_tokens' | 'embeddings' | 'models' | 'other';
  streamed: boolean;
  /** The kind of the fault that was injected into this call, if any. */
  injected: Fault['kind'] | null;
  /** Whether a provider was really asked, a recorded answer came, or a script; null when nobody answered (yet). */
  answeredBy: 'provider' | 'replay' | 'script' | null;
  outcome: CallOutcome;
  abortedBy: 'caller' | 'run-closed' | null;
  /** HTTP status; null while the call is open or when it ended before a status was sent. */
  status: number | null;
  /** The answer's JSON; for a stream the message put together from the events that were sent. */
  response: unknown;
  /** The answer's text blocks joined; '' when there are none. */
  text: string;
  stopReason: string | null;
  error: string | null;
  startedAt: number;
  firstByteMs: number | null;
  totalMs: number | null;
  /** Milliseconds from the start at which each streamed event was handed to the connection (at most 1,000). */
  eventMs: readonly number[];
  inputTokens: number | null;
  outputTokens: number | null;
  cacheReadTokens: number | null;
  cacheWriteTokens: number | null;
  /** The part of `cacheWriteTokens` that is kept for an hour. */
  cacheWrite1hTokens?: number | null;
  costUsd: number | null;
}

export interface Gateway {
  /** Answers one request of the Messages API. Never throws: every refusal is a response in the API's error shape. */
  fetch(request: Request): Promise<Response>;
  /** The same, for a server: the answer goes through the outlet. Resolves when it is on its way. */
  answer(request: CallRequest, outlet: Outlet): Promise<void>;
  openRun(policy: RunPolicy, faults?: FaultPlan): RunHandle;
  /** Replaces what is left of the run's fault plan. */
  setFaults(runId: string, faults: FaultPlan): void;
  /** Answers every later messages and embeddings call of the run; wins over the fault plan. */
  setReply(runId: string, reply: ModelReply): void;
  /** Loads a model (`provider/model`) that a run is about to need. Asks no provider outside this machine. */
  warm(model: string): void;
  /** The kill switch: later calls get 401, calls in flight end at once, upstream too. Closing twice is fine. */
  closeRun(runId: string): void;
  /** The runs that are open, the newest first. */
  openRuns(): LiveRun[];
  /** The run's calls in order. Still there after closing, for the last 50 runs. */
  calls(runId: string): readonly RecordedCall[];
  usage(runId: string): RunUsage;
  /** Resolves when no call of the run is open, or after `timeoutMs`; says which. */
  settled(runId: string, timeoutMs: number): Promise<boolean>;
  /** Closes every run and stops the built-in model's process. */
  close(): Promise<void>;
}

/** A gateway on a loopback port of its own. */
export interface GatewayServer {
  /** `http://127.0.0.1:PORT`, without a trailing slash: what `ANTHROPIC_BASE_URL` gets. */
  baseUrl: string;
  close(): Promise<void>;
}

/** The gateway as the app shares it (`services.models.gateway`): its port opens at the first need. */
export interface SharedGateway extends Gateway {
  /**
   * Opens the port if it is not open yet. Give the result to the learner's code as `ANTHROPIC_BASE_URL`.
   * @param port which one, if this opens it; any free one when left out
   */
  baseUrl(port?: number): Promise<string>;
}
