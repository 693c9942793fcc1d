import type { RequestListener } from 'node:http';
import type { Client, ClientOptions } from '@modelcontextprotocol/client';
import type { Language } from '../../shared/settings.ts';
import type { CannedAnswer, FaultPlan, ModelReply, RecordedCall } from '../gateway/types.ts';
import type { Random } from './random.ts';
import type { Turns } from './turns.ts';

/** A request to the learner's server. A `json` body sets the content type. */
export interface HttpInit {
  method?: string;
  headers?: Record<string, string>;
  json?: unknown;
  body?: string;
  /** How long the whole answer may take; default 15 s. Past it the check fails and says so. */
  timeoutMs?: number;
  /** `t.http` only: closes the connection, as a client does that leaves. What had not come then is an answer with status 0. */
  leave?: AbortSignal;
}

/** A whole answer of the learner's server. */
export interface HttpAnswer {
  /** `POST /summaries`: how messages name it. */
  request: string;
  status: number;
  headers: Headers;
  text: string;
  /** The parsed body; a body that is not JSON fails the check. */
  json(): Record<string, unknown>;
}

/** A server-sent event. `data` is parsed JSON, or the text when it is not JSON. */
export interface SseEvent {
  event: string;
  data: unknown;
}

/** An answer as events, read while they arrive. */
export interface SseAnswer {
  request: string;
  status: number;
  headers: Headers;
  /** The body of an error: of a status from 400 on. */
  text?: string;
  /**
   * The next event, or undefined at the end of the answer, whether it ended well or broke off. Fails the check when the
   * time for the whole answer is over.
   */
  next(): Promise<SseEvent | undefined>;
  /** All that is left. */
  rest(): Promise<SseEvent[]>;
  /** Leaves, as a client does that closes its connection. */
  leave(): void;
}

/** The model's side of a check: what it answers, and what it was asked. */
export interface CheckGateway {
  /** Plans the next answers, in order. Without a plan every call gets a made-up sentence. */
  plan(faults: FaultPlan): void;
  /** Plans one answer and gives it back. */
  answer(text: string, more?: Omit<CannedAnswer, 'text'>): string;
  /** Every call to the messages endpoint so far, in order. */
  messages(): readonly RecordedCall[];
  /** Every call of any kind. */
  calls(): readonly RecordedCall[];
  /** Waits until no call is open. */
  settled(timeoutMs: number): Promise<boolean>;
}

export interface Expectation {
  /** What a reader should look at, one sentence. */
  message: string;
  expected?: unknown;
  actual?: unknown;
  /** Where in the learner's code, when it is known. */
  file?: string | undefined;
  line?: number | undefined;
  /** The model call that matters: its `index`. */
  call?: number | undefined;
}

/** Assertions about the learner's work. Each failure says what was expected and what came. */
export interface Expect {
  status(answer: { request: string; status: number; text?: string }, status: number): void;
  equal(actual: unknown, expected: unknown, message: string): void;
  /**
   * A part of the whole: objects may hold more than the shape names, lists have to be as long, a RegExp is held
   * against a text.
   */
  match(actual: unknown, shape: unknown, message: string): void;
  /** Of `t.tryCall`: the function must have thrown, with a type or message that fits the pattern. */
  failsWith(outcome: CallOutcome, pattern: RegExp, message: string): void;
  /** Fails unless the condition holds. */
  that(condition: boolean, expectation: Expectation | string): void;
}

/** What became of a call of the learner's function. */
export type CallOutcome =
  | { value: unknown; error?: undefined }
  | { value?: undefined; error: { type: string; message: string } };

export interface CallOptions {
  /** Default 15 s. */
  timeoutMs?: number;
}

export interface CliOptions extends CallOptions {
  /** What the program reads on its standard input; without it the input is empty. */
  stdin?: string;
  env?: Record<string, string>;
}

/** How a command of the learner's ended. */
export interface CliResult {
  /** `evals run --cases 3`: how messages name it. */
  command: string;
  /** Null when a signal ended it. */
  exitCode: number | null;
  stdout: string;
  stderr: string;
  /** stdout as JSON; anything else fails the check. */
  json(): unknown;
}

/** What the official client is made with, and whether it greets the server at once (default). */
export type McpOptions = ClientOptions & { connect?: boolean };

/** The official client, connected to the learner's MCP server over stdio. */
export interface McpSession {
  client: Client;
  /** What the server printed to stderr so far. */
  stderr(): string;
  /** Writes a message as it is, past the client: an object as a line of JSON, a text as it stands. */
  send(message: object | string): void;
  /**
   * The next message from the server to a request that `send` wrote; those that belong to the client are not among
   * them. Fails the check when none comes in time.
   */
  nextMessage(options?: CallOptions): Promise<Record<string, unknown>>;
  /** Ends the server. */
  close(): Promise<void>;
}

/** A folder that this check and the learner's program share: `CAIRN_SCRATCH`. */
export interface CheckFiles {
  /** Absolute. */
  folder: string;
  /** @returns the absolute path */
  write(path: string, content: string | Uint8Array): string;
  /** Null when there is no such file. */
  read(path: string): string | null;
  /** All files, relative, sorted. */
  list(): string[];
}

/** What a check works with. The learner's program starts at the first use, in a fresh process with a fresh gateway run. */
export interface CheckTools {
  seed: number;
  /** For the wording of messages only. */
  language: Language;
  /** `http`: a request to the learner's server. */
  http(path: string, init?: HttpInit): Promise<HttpAnswer>;
  /** `http`: a request whose answer is read as server-sent events. */
  sse(path: string, init?: HttpInit): Promise<SseAnswer>;
  /** `http`: the address of a path of the learner's server, for clients that a check brings along. */
  url(path: string): Promise<string>;
  /** `module`: calls a function of the entry with named arguments. What it throws fails the check, in words. */
  call(name: string, args?: Record<string, unknown>, options?: CallOptions): Promise<unknown>;
  /** The same, for a function that may throw. */
  tryCall(name: string, args?: Record<string, unknown>, options?: CallOptions): Promise<CallOutcome>;
  /** `cli`: runs the entry with arguments, to its end. */
  cli(args: readonly string[], options?: CliOptions): Promise<CliResult>;
  /** `mcp-stdio`: starts the entry and connects the official client. */
  mcp(options?: McpOptions): Promise<McpSession>;
  /** Ends the program; the next use starts it again, with the same scratch folder. */
  stop(): Promise<void>;
  /** Adds to the environment of the learner's program; only before it starts. */
  env(values: Record<string, string>): void;
  /**
   * Opens an HTTP server of the check's own on this machine. The program may call it, in strict mode too, so it has to be
   * there before the program starts. It closes when the check ends. @returns its address, without a slash at the end
   */
  serve(handler: RequestListener): Promise<string>;
  files: CheckFiles;
  /** The text of a file in the lab's `data/`. */
  data(path: string): string;
  gateway: CheckGateway;
  /** Answers each call to the messages and the embeddings endpoint from its content. Wins over a plan. */
  reply(answer: ModelReply): void;
  random: Random;
  /**
   * For a check whose runs stay out of each other's way, each with names of its own from `turns().random`: a proof with
   * many seeds may then keep the program and what it wrote for the next run (decision 0030).
   */
  turns(): Turns;
  expect: Expect;
  /** Soft feedback, shown beside a pass or a failure. */
  note(message: string): void;
  /**
   * For what a model decides: makes `n` trials one after the other and fails when fewer than `threshold` (0 to 1) of
   * them succeed. A trial fails by returning false or through `t.expect`.
   */
  passRate(n: number, threshold: number, trial: (i: number) => Promise<boolean>): Promise<void>;
  /** Runs when the check ends, however it ends; the last one first. */
  cleanup(work: () => unknown): void;
  /** The value of CAIRN_MODEL that the learner's program gets. */
  model: string;
}

export interface CheckOptions {
  /** A real model answers instead of a script. Left out when a lab is checked without a model. */
  live?: boolean;
  /** `strong`: beyond the built-in practice model; left out with it, and the report says so. */
  needs?: 'strong';
}

export interface Check extends CheckOptions {
  id: string;
  title: string;
  run: (t: CheckTools) => Promise<void>;
}

export type DefineCheck = (
  ...args:
    | [id: string, title: string, run: Check['run']]
    | [id: string, title: string, options: CheckOptions, run: Check['run']]
) => Check;

/**
 * The default export of `checks/NN-slug.ts`: `export default ((check) => [check('id', 'title', async (t) => ...)])
 * satisfies DefineChecks`. A check ends by returning (pass) or through `t.expect` (fail); whatever else it throws
 * counts as an error of the check, never as the learner's.
 */
export type DefineChecks = (check: DefineCheck) => Check[];

interface FailureDetails {
  message: string;
  /** As a person reads them. */
  expected?: string | undefined;
  actual?: string | undefined;
  file?: string | undefined;
  line?: number | undefined;
  call?: number | undefined;
}

/** The learner's code did not do what a check expected. Everything else that is thrown is not the learner's fault. */
export class CheckFailure extends Error {
  readonly details: Omit<FailureDetails, 'message'>;

  constructor({ message, ...details }: FailureDetails) {
    super(message);
    this.name = 'CheckFailure';
    this.details = details;
  }
}
