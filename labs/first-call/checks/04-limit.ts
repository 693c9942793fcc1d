import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';

async function store(t: CheckTools, text: string): Promise<string> {
  const answer = await t.http('/articles', { json: { title: t.random.word(), text } });
  t.expect.status(answer, 201);
  return String(answer.json()['id']);
}

/** Gives the service a limit. */
function drawLimit(t: CheckTools): number {
  const limit = t.turns().lasting((random) => random.int(500, 1500));
  t.env({ MAX_CHARACTERS: String(limit) });
  return limit;
}

/** Sentences cut to that many characters, ending in a letter so that trimming changes nothing. */
const ofLength = (t: CheckTools, length: number): string => `${t.random.text(80).slice(0, length - 1)}x`;

const checks: DefineChecks = (check) => [
  check('too-large', 'One character too many is refused before the model is called', async (t) => {
    const limit = drawLimit(t);
    const articleId = await store(t, ofLength(t, limit + 1));
    for (const accept of ['application/json', 'text/event-stream']) {
      const answer = await t.http('/summaries', { json: { articleId }, headers: { accept } });
      t.expect.status(answer, 413);
      const error = answer.json()['error'] as { code?: unknown; message?: unknown } | undefined;
      t.expect.equal(error?.code, 'too_large', 'The answer 413 should carry error.code.');
      t.expect.that(String(error?.message).includes(String(limit)), {
        message: 'The message of the error should name the limit.',
        expected: `a message with ${limit}`,
        actual: error?.message,
      });
    }
    t.expect.equal(
      t.gateway.calls().length,
      0,
      'An article that is too large should not cost a call to the model.',
    );
  }),

  check('just-right', 'An article of exactly the limit is summarised', async (t) => {
    const limit = drawLimit(t);
    const said = t.gateway.answer(t.random.sentence());
    const text = ofLength(t, limit);
    const articleId = await store(t, text);
    const answer = await t.http('/summaries', { json: { articleId } });
    t.expect.status(answer, 200);
    t.expect.equal(
      answer.json()['summary']?.toString().trim(),
      said,
      'The summary should be the text of the model.',
    );
    const sent = JSON.stringify(t.gateway.messages()[0]?.body);
    t.expect.that(
      sent.includes(text),
      'The model should get the whole article. Refuse what is too large, never cut it silently.',
    );
  }),
];

export default checks;
