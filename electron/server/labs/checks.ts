import type { CannedAnswer, FaultPlan, RecordedCall } from '../gateway/types.ts';
import type { Random } from './random.ts';

/** A request to the learner's server. A `json` body sets the content type. */
export interface HttpInit {
  method?: string;
  headers?: Record<string, string>;
  json?: unknown;
  body?: string;
  /** How long the whole answer may take; default 15 s. Past it the check fails and says so. */
  timeoutMs?: number;
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
  /** The next event, or undefined at the end of the answer, whether it ended well or broke off. */
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
}

/** Assertions about the learner's work. Each failure says what was expected and what came. */
export interface Expect {
  status(answer: { request: string; status: number; text?: string }, status: number): void;
  equal(actual: unknown, expected: unknown, message: string): void;
  /** Fails unless the condition holds. */
  that(condition: boolean, expectation: Expectation | string): void;
}

/** What a check works with. Its server starts at the first request, in a fresh process with a fresh gateway run. */
export interface CheckTools {
  http(path: string, init?: HttpInit): Promise<HttpAnswer>;
  sse(path: string, init?: HttpInit): Promise<SseAnswer>;
  /** Adds to the environment of the learner's server; only before the first request. */
  env(values: Record<string, string>): void;
  gateway: CheckGateway;
  random: Random;
  expect: Expect;
  /** The value of CAIRN_MODEL that the learner's server gets. */
  model: string;
}

export interface CheckOptions {
  /** A real model answers instead of a script. Skipped when a lab is checked without a model. */
  live?: boolean;
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

/** The learner's code did not do what a check expected. Everything else that is thrown is not the learner's fault. */
export class CheckFailure extends Error {
  readonly expected: string | undefined;
  readonly actual: string | undefined;

  constructor({
    message,
    expected,
    actual,
  }: {
    message: string;
    expected?: string | undefined;
    actual?: string | undefined;
  }) {
    super(message);
    this.name = 'CheckFailure';
    this.expected = expected;
    this.actual = actual;
  }
}
