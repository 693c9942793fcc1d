import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';

/** Stores an article and gives its id. */
async function store(t: CheckTools, text: string): Promise<string> {
  const answer = await t.http('/articles', { json: { title: t.random.word(), text } });
  t.expect.status(answer, 201);
  return String(answer.json()['id']);
}

const checks: DefineChecks = (check) => [
  check('summary-from-the-model', 'The summary is what the model answered', async (t) => {
    const said = t.gateway.answer(t.random.sentence());
    const articleId = await store(t, t.random.text(4));
    const answer = await t.http('/summaries', { json: { articleId } });
    t.expect.status(answer, 200);
    const body = answer.json();
    t.expect.that(t.gateway.messages().length > 0, 'POST /summaries answered without asking the model.');
    t.expect.equal(body['articleId'], articleId, 'The answer should name the article in "articleId".');
    t.expect.that(typeof body['summary'] === 'string' && body['summary'].trim() === said, {
      message: 'The answer should carry the text of the model in "summary".',
      expected: said,
      actual: body['summary'],
    });
  }),

  check('article-is-sent', 'The model gets the article, one call, and a limit on its answer', async (t) => {
    const text = t.random.text(3);
    await store(t, t.random.text(3));
    const articleId = await store(t, text);
    t.expect.status(await t.http('/summaries', { json: { articleId } }), 200);
    const calls = t.gateway.messages();
    t.expect.equal(calls.length, 1, 'One summary should take one call to the model.');
    const sent = (calls[0]?.body ?? {}) as { model?: unknown; max_tokens?: unknown; temperature?: unknown };
    t.expect.equal(sent.model, t.model, 'The call should name the model from CAIRN_MODEL.');
    t.expect.that(JSON.stringify(sent).includes(text), {
      message: 'The call to the model should hold the whole text of the article.',
      expected: text,
      actual: sent,
    });
    t.expect.that(typeof sent.max_tokens === 'number' && sent.max_tokens <= 1000, {
      message: 'The call should limit the answer: max_tokens of 1000 or less.',
      expected: 'at most 1000',
      actual: sent.max_tokens,
    });
    t.expect.that(sent.temperature === undefined, 'The call should have no temperature: the API refuses it.');
  }),

  check('bad-requests', 'A bad request never reaches the model', async (t) => {
    const cases = [
      { json: { articleId: `missing${t.random.int(10, 99)}` }, status: 404, code: 'not_found' },
      { json: {}, status: 400, code: 'bad_request' },
      { json: { articleId: t.random.int(1, 9) }, status: 400, code: 'bad_request' },
      { body: '{"articleId": ', status: 400, code: 'bad_request' },
    ];
    for (const { status, code, ...request } of cases) {
      const answer = await t.http('/summaries', { method: 'POST', ...request });
      t.expect.status(answer, status);
      const error = answer.json()['error'] as { code?: unknown } | undefined;
      t.expect.equal(error?.code, code, `The answer ${status} should carry error.code.`);
    }
    t.expect.equal(t.gateway.calls().length, 0, 'A bad request should not cost a call to the model.');
  }),

  check('old-routes', 'The routes that were there still work', async (t) => {
    const text = t.random.text(2);
    const id = await store(t, text);
    const answer = await t.http(`/articles/${id}`);
    t.expect.status(answer, 200);
    t.expect.equal(answer.json()['text'], text, `GET /articles/${id} should give the article back.`);
  }),

  check('live-summary', 'A real model answers', { live: true }, async (t) => {
    const articleId = await store(t, `${t.random.sentence()} The staff heard about it in a meeting.`);
    const answer = await t.http('/summaries', { json: { articleId }, timeoutMs: 35_000 });
    t.expect.status(answer, 200);
    const call = t.gateway.messages().at(-1);
    t.expect.equal(
      answer.json()['summary']?.toString().trim(),
      call?.text.trim(),
      'The summary should be what the model said.',
    );
  }),
];

export default checks;
