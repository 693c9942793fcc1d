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
  stopReason?: string;
  usage?: { input_tokens: number; output_tokens: number };
}

/** A result as the model got it. */
export interface Result {
  id: string;
  isError: boolean;
  text: string;
  /** The content as JSON, or undefined when it is none. */
  json: Record<string, unknown> | undefined;
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
  tools?: { name?: string; input_schema?: Record<string, unknown> }[];
  messages?: Message[];
}

/** More calls than any script needs: from here on it ends the conversation. */
const RUNAWAY = 25;

/** A call with an id of its own. */
export function call(t: CheckTools, name: string, input: Record<string, unknown>): Call {
  return { id: `toolu_${t.random.word(10)}${t.random.int(100_000, 999_999)}`, name, input };
}

/**
 * Scripts the model. Each conversation goes through the turns in order, however often it is asked: the turn is told
 * by what the model has said so far. Past the end it says "That is all."
 */
export function script(t: CheckTools, turns: readonly Turn[]): void {
  let asked = 0;
  t.reply(({ messages }) => {
    asked += 1;
    const said = messages.filter((message) => (message as Message).role === 'assistant').length;
    const turn = (asked > RUNAWAY ? undefined : turns[said]) ?? { say: 'That is all.' };
    const { say = '', calls = [], stopReason, usage } = turn;
    return {
      kind: 'answer',
      text: say,
      toolUses: calls,
      ...(stopReason ? { stopReason } : {}),
      ...(usage ? { usage } : {}),
    };
  });
}

/** Sends a question. A real model on a busy machine gets more than the 40 seconds that a script needs at most. */
export async function ask(
  t: CheckTools,
  question = `${t.random.sentence()} What do you say?`,
  timeoutMs = 40_000,
): Promise<HttpAnswer> {
  return t.http('/questions', { json: { question }, timeoutMs });
}

/** Asks, and expects an answer of the agent. @returns the body */
export async function askWell(t: CheckTools, question?: string): Promise<Record<string, unknown>> {
  const before = sent(t).length;
  const answer = await ask(t, question);
  for (const [i, { messages = [] }] of sent(t).slice(before).entries()) {
    const turns = messages.filter(({ role }) => role === 'assistant').length;
    t.expect.that(turns >= i, {
      message: `Call ${i + 1} to the model lacks a turn of the model itself. Send back all that it said, then the results.`,
      expected: `${i} assistant turns in the messages`,
      actual: `${turns}`,
      call: before + i + 1,
    });
  }
  t.expect.status(answer, 200);
  const body = answer.json();
  t.expect.equal(body['status'], 'answered', 'POST /questions should answer with the status "answered".');
  return body;
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
  const at = all.findIndex(({ messages = [] }) =>
    messages.some(
      (message) => message.role === 'assistant' && blocks(message).some(({ id }) => id === first.id),
    ),
  );
  t.expect.that(at >= 0, {
    message: `The model called ${first.name}. After that it should be asked again, with its own turn and the result in the messages.`,
    expected: `a later call to the model whose messages have an assistant turn with the tool_use ${first.id}`,
    actual: `${all.length} calls to the model, none with it`,
  });
  const { messages = [] } = all[at]!;
  const turn = messages.findLastIndex(
    (message) => message.role === 'assistant' && blocks(message).some(({ id }) => id === first.id),
  );
  for (const { id, name, input } of calls) {
    const block = blocks(messages[turn]!).find((one) => one.id === id);
    t.expect.equal(
      block && { name: block.name, input: block.input },
      { name, input },
      `The assistant turn should be sent back as it came, with the call ${id}.`,
    );
  }
  const next = messages[turn + 1];
  t.expect.equal(
    next?.role,
    'user',
    'Right after the assistant turn with calls there should be a user turn with their results.',
  );
  const results = blocks(next!).filter(({ type }) => type === 'tool_result');
  t.expect.equal(
    results.map((result) => String(result.tool_use_id)).toSorted(),
    calls.map(({ id }) => id).toSorted(),
    'The user turn after the calls should have exactly one tool_result for each call, with its id.',
  );
  return calls.map(({ id }) => toResult(results.find((result) => result.tool_use_id === id)!));
}

/** The one result of one call. */
export function resultOf(t: CheckTools, one: Call): Result {
  return resultsOf(t, [one])[0]!;
}

/** Expects a result that tells the model that its call failed. */
export function expectError(t: CheckTools, result: Result, why: string): void {
  t.expect.that(result.isError, {
    message: `${why} The model should get a tool_result with "is_error": true.`,
    expected: 'a result with is_error',
    actual: result.text,
  });
  t.expect.that(typeof result.json?.['error'] === 'string' && result.json['error'] !== '', {
    message:
      'The content of a failed result should be the JSON object {"error": "..."}, in words for the model.',
    expected: '{"error":"..."}',
    actual: result.text,
  });
}

/** Expects a result that holds these values. More keys are fine. */
export function expectResult(t: CheckTools, result: Result, values: Record<string, unknown>): void {
  t.expect.that(!result.isError, {
    message: 'This call should have worked, and its tool_result says is_error.',
    expected: values,
    actual: result.text,
  });
  const found = Object.fromEntries(Object.keys(values).map((key) => [key, result.json?.[key]]));
  t.expect.that(result.json !== undefined, {
    message: 'The content of a tool_result should be a JSON object.',
    expected: values,
    actual: result.text,
  });
  t.expect.equal(found, values, 'The tool_result should hold what the tool found out.');
}

export function blocks(message: Message): Block[] {
  return Array.isArray(message.content) ? message.content : [];
}

function toResult({ tool_use_id: id = '', is_error: isError = false, content }: Block): Result {
  const text = Array.isArray(content)
    ? content.map((part) => (part as Block).text ?? '').join('')
    : typeof content === 'string'
      ? content
      : '';
  return { id, isError, text, json: parsed(text) };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Asks, and closes the connection as soon as something has happened (or after 15 seconds without it: a failure). */
export async function askAndLeave(t: CheckTools, when: () => boolean): Promise<void> {
  await leaveWhen(t, when, { path: '/questions', json: { question: 'Where is everything?' } });
}

/** Sends a request and closes its connection in mid-answer. */
export async function leaveWhen(
  t: CheckTools,
  when: () => boolean,
  { path, json }: { path: string; json: unknown },
): Promise<void> {
  const leaving = new AbortController();
  const request = t.http(path, { json, leave: leaving.signal, timeoutMs: 40_000 });
  const end = performance.now() + 20_000;
  let answer: HttpAnswer | undefined;
  void request.then(
    (it) => (answer = it),
    () => {},
  );
  const isOver = (): boolean => when() || answer !== undefined || performance.now() > end;
  while (!isOver()) await new Promise((resolve) => setTimeout(resolve, 10));
  if (answer) t.expect.status(answer, 200);
  t.expect.that(!answer, `POST ${path} was answered before the model and the tools had done their part.`);
  t.expect.that(when(), `POST ${path} did not ask the model and the tools within 20 seconds.`);
  leaving.abort();
  await request;
}
