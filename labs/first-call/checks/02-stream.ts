import type { CheckTools, DefineChecks, SseAnswer, SseEvent } from '../../../electron/server/labs/checks.ts';

async function store(t: CheckTools, text: string): Promise<string> {
  const answer = await t.http('/articles', { json: { title: t.random.word(), text } });
  t.expect.status(answer, 201);
  return String(answer.json()['id']);
}

/** Asks for a stream and holds its start against the contract. */
async function stream(
  t: CheckTools,
  text = t.random.text(3),
): Promise<{ articleId: string; answer: SseAnswer }> {
  const articleId = await store(t, text);
  const answer = await t.sse('/summaries', { json: { articleId }, timeoutMs: 35_000 });
  t.expect.status(answer, 200);
  const type = answer.headers.get('content-type') ?? '(none)';
  t.expect.that(type.startsWith('text/event-stream'), {
    message: 'With "Accept: text/event-stream" the answer should be server-sent events.',
    expected: 'text/event-stream',
    actual: type,
  });
  return { articleId, answer };
}

const textOf = (events: readonly SseEvent[]): string =>
  events
    .flatMap(({ event, data }) => (event === 'delta' ? [(data as { text?: string }).text ?? ''] : []))
    .join('');

const checks: DefineChecks = (check) => [
  check('events-in-order', 'The pieces make up the answer, and "done" ends it', async (t) => {
    const said = t.gateway.answer(`${t.random.sentence()} "${t.random.word()}"\nand ${t.random.sentence()}`);
    const { articleId, answer } = await stream(t);
    const events = await answer.rest();
    t.expect.equal(
      textOf(events),
      said,
      'The texts of the delta events, joined, should be the answer of the model.',
    );
    const last = events.at(-1);
    t.expect.equal(last?.event, 'done', 'The last event should be "done".');
    t.expect.equal(
      (last?.data as { articleId?: unknown } | undefined)?.articleId,
      articleId,
      'The "done" event should name the article.',
    );
    t.expect.equal(
      events.filter(({ event }) => event === 'done').length,
      1,
      'There should be one "done" event.',
    );
  }),

  check('as-it-comes', 'Each piece is passed on at once', async (t) => {
    const text = t.random.text(3);
    t.gateway.plan([{ kind: 'drip', ms: 60, answer: { text } }]);
    const { answer } = await stream(t);
    const first = await answer.next();
    t.expect.equal(first?.event, 'delta', 'The first event should be a "delta".');
    t.expect.that(
      t.gateway.messages().some(({ outcome }) => outcome === 'open'),
      'The first piece should arrive while the model is still talking. It came after the model had finished.',
    );
    const rest = await answer.rest();
    t.expect.equal(
      textOf([first!, ...rest]),
      text,
      'The texts of the delta events, joined, should be the answer of the model.',
    );
  }),

  check('client-leaves', 'A client that leaves ends the call to the model', async (t) => {
    t.gateway.plan([{ kind: 'drip', ms: 100, answer: { text: t.random.text(30) } }]);
    const { answer } = await stream(t);
    await answer.next();
    answer.leave();
    const isQuiet = await t.gateway.settled(4000);
    t.expect.that(
      isQuiet,
      'The client left, and the call to the model went on for 4 seconds more. Abort it: nobody reads it, and it costs money.',
    );
  }),

  check('json-still-works', 'Without that header the answer is JSON as before', async (t) => {
    const said = t.gateway.answer(t.random.sentence());
    const articleId = await store(t, t.random.text(2));
    const answer = await t.http('/summaries', { json: { articleId } });
    t.expect.status(answer, 200);
    t.expect.equal(
      answer.json()['summary']?.toString().trim(),
      said,
      'The summary should be the text of the model.',
    );
  }),

  check('live-stream', 'A real model streams', { live: true }, async (t) => {
    const { answer } = await stream(t, `${t.random.sentence()} More news is expected soon.`);
    const events = await answer.rest();
    t.expect.equal(events.at(-1)?.event, 'done', 'The last event should be "done".');
    t.expect.equal(
      textOf(events),
      t.gateway.messages().at(-1)?.text,
      'The delta events, joined, should be what the model said.',
    );
  }),
];

export default checks;
