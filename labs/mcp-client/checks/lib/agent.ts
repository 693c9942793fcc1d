import type { CheckTools, HttpAnswer } from '../../../../electron/server/labs/checks.ts';

/** A tool call that the scripted model makes. */
export interface Call {
  id: string;
  name: string;
  input: Record<string, unknown>;
}

/** One turn of the scripted model: it says something, calls tools, or both. */
export interface Turn {
  say?: string;
  calls?: readonly Call[];
}

/** A result as the model got it. */
export interface Result {
  id: string;
  isError: boolean;
  text: string;
  /** The text as JSON, or undefined when it is none. */
  json: unknown;
}

interface Block {
  type?: string;
  text?: string;
  id?: string;
  name?: string;
  input?: unknown;
  tool_use_id?: string;
  is_error?: boolean;
  content?: unknown;
}

interface Message {
  role?: string;
  content?: string | Block[];
}

/** What was sent with one call to the model. */
export interface Sent {
  model?: string;
  max_tokens?: number;
  system?: unknown;
  tools?: { name: string; description?: string; input_schema?: Record<string, unknown> }[];
  messages?: Message[];
}

/** More calls than any script needs: from here on it ends the conversation. */
const RUNAWAY = 25;
/** A machine that is busy gets more than a script needs. */
const TURN_MS = 45_000;

/** A call with an id of its own. */
export function call(t: CheckTools, name: string, input: Record<string, unknown>): Call {
  return { id: `toolu_${t.random.word(10)}${t.random.int(100_000, 999_999)}`, name, input };
}

/**
 * Scripts the model. Each conversation goes through the turns in order, however often it is asked: the turn is told by
 * what the model has said so far. Past the end it says "That is all."
 */
export function script(t: CheckTools, turns: readonly Turn[]): void {
  let asked = 0;
  t.reply(({ messages }) => {
    asked += 1;
    const said = messages.filter((message) => (message as Message).role === 'assistant').length;
    const turn = (asked > RUNAWAY ? undefined : turns[said]) ?? { say: 'That is all.' };
    return { kind: 'answer', text: turn.say ?? '', toolUses: turn.calls ?? [] };
  });
}

/** Sends a message to the agent. */
export async function ask(
  t: CheckTools,
  message = `${t.random.sentence()} What do you say?`,
): Promise<HttpAnswer> {
  return t.http('/turns', { json: { message }, timeoutMs: TURN_MS });
}

/** Sends a message and expects the agent's answer. @returns its text */
export async function askWell(t: CheckTools, message?: string): Promise<string> {
  return answerOf(t, await ask(t, message));
}

/** The text of an answer that has to be there. */
export function answerOf(t: CheckTools, answer: HttpAnswer): string {
  t.expect.status(answer, 200);
  const { status, answer: text } = answer.json();
  t.expect.equal(status, 'answered', `${answer.request} should answer with the status "answered".`);
  return String(text);
}

/** Lets the model make these calls in one turn, and gives back what it got. */
export async function resultsFor(t: CheckTools, ...calls: Call[]): Promise<Result[]> {
  script(t, [{ calls }, { say: t.random.sentence() }]);
  await askWell(t);
  return resultsOf(t, calls);
}

/** The names of the tools that the model is offered in a new turn. */
export async function offeredNow(t: CheckTools): Promise<string[]> {
  const before = sent(t).length;
  script(t, []);
  await askWell(t);
  return (sent(t)[before]?.tools ?? []).map(({ name }) => name);
}

/** Everything that was sent to the model so far, call by call. */
export function sent(t: CheckTools): Sent[] {
  return t.gateway.messages().map(({ body }) => body as Sent);
}

/**
 * The results of calls of the model, in the order of the calls, from the first request that came after them. Fails when
 * the turn was not sent back as the API wants it.
 */
export function resultsOf(t: CheckTools, calls: readonly Call[]): Result[] {
  const all = sent(t);
  const first = calls[0]!;
  const holds = (message: Message): boolean =>
    message.role === 'assistant' && blocks(message).some(({ id }) => id === first.id);
  const at = all.findIndex(({ messages = [] }) => messages.some(holds));
  t.expect.that(at >= 0, {
    message: `The model called ${first.name}. After that it should be asked again, with its own turn and the result in the messages.`,
    expected: `a later call to the model whose messages have an assistant turn with the tool_use ${first.id}`,
    actual: `${all.length} calls to the model, none with it`,
  });
  const { messages = [] } = all[at]!;
  const turn = messages.findLastIndex(holds);
  const results = blocks(messages[turn + 1] ?? {}).filter(({ type }) => type === 'tool_result');
  t.expect.equal(
    results.map((result) => String(result.tool_use_id)).toSorted(),
    calls.map(({ id }) => id).toSorted(),
    'The user turn after the calls should have exactly one tool_result for each call, with its id.',
  );
  return calls.map(({ id }) => toResult(results.find((result) => result.tool_use_id === id)!));
}

/** Expects a result that tells the model that its call failed, in words of its own. */
export function expectError(t: CheckTools, result: Result | undefined, why: string): void {
  t.expect.that(result?.isError === true, {
    message: `${why} The model should get a tool_result with "is_error": true.`,
    expected: 'a result with is_error',
    actual: result?.text,
  });
  t.expect.that(result?.text.trim() !== '', 'A failed result should say in its content what went wrong.');
}

/** Expects a result that holds exactly this, as JSON or as text. */
export function expectResult(t: CheckTools, result: Result | undefined, value: unknown): void {
  t.expect.that(result?.isError === false, {
    message: 'This call should have worked, and its tool_result says is_error.',
    expected: value,
    actual: result?.text,
  });
  t.expect.equal(
    typeof value === 'string' ? result?.text : result?.json,
    value,
    'The content of the tool_result should be what the tool gave.',
  );
}

function blocks({ content }: Message): Block[] {
  if (typeof content === 'string') return [{ type: 'text', text: content }];
  return content ?? [];
}

function toResult({ tool_use_id: id = '', is_error: isError = false, content }: Block): Result {
  const text = Array.isArray(content)
    ? content.map((part) => (part as Block).text ?? '').join('')
    : typeof content === 'string'
      ? content
      : '';
  try {
    return { id, isError, text, json: JSON.parse(text) as unknown };
  } catch {
    return { id, isError, text, json: undefined };
  }
}
