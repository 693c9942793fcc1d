import type { DefineChecks } from '../../../electron/server/labs/checks.ts';

export default ((check) => [
  check('asks-once', 'One call carries the question, and its text comes back', async (t) => {
    const question = `${t.random.sentence()} Is that so?`;
    const said = t.gateway.answer(t.random.sentence());
    const answer = await t.call('ask', { question });
    t.expect.match(answer, { answer: said }, 'The answer should be the words of the model.');
    const calls = t.gateway.messages();
    t.expect.equal(calls.length, 1, 'One question should be one call.');
    t.expect.that(JSON.stringify(calls[0]?.body).includes(JSON.stringify(question).slice(1, -1)), {
      message: 'The call should hold the question, unchanged.',
      expected: question,
      actual: calls[0]?.body,
    });
  }),
]) satisfies DefineChecks;
