import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { facts, type Fact } from './lib/corpus.ts';
import { answersWith, markerOf, promptOf } from './lib/prompt.ts';
import { customers, expectPlace, oneCustomer, type Customer, type Source } from './lib/service.ts';
import { capital, wordsOf } from './lib/words.ts';

const sourceOf = ({ about, sentence }: Fact): Source => ({ title: about, text: sentence });

/** Stores facts about different things, a document each. */
async function stored(t: CheckTools, service: Customer, count: number): Promise<Fact[]> {
  const next = wordsOf(t);
  const all = facts(
    t,
    Array.from({ length: count }, () => capital(next())),
  );
  for (const [i, fact] of all.entries()) await service.put(`doc-${i}`, sourceOf(fact));
  return all;
}

const checks: DefineChecks = (check) => [
  check('passages-sent', 'The model gets the question and the best passages, numbered', async (t) => {
    const count = t.turns().lasting((random) => random.int(2, 4));
    t.env({ PASSAGES: String(count) });
    const service = oneCustomer(t);
    const { question } = t.random.pick(await stored(t, service, 7));
    const hits = await service.search(question, count);
    answersWith(t, 'It is so. [1]');
    await service.ask(question);
    const calls = t.gateway.messages();
    t.expect.equal(calls.length, 1, 'One question should take one call to the model.');
    const body = (calls[0]?.body ?? {}) as { model?: unknown; max_tokens?: unknown };
    t.expect.equal(body.model, t.model, 'The call should name the model from CAIRN_MODEL.');
    t.expect.that(typeof body.max_tokens === 'number' && body.max_tokens <= 1000, {
      message: 'The call should limit the answer: max_tokens of 1000 or less.',
      expected: 'at most 1000',
      actual: body.max_tokens,
    });
    const prompt = promptOf(body);
    t.expect.that(prompt.includes(question), {
      message: 'The call should hold the question.',
      expected: question,
      actual: prompt,
    });
    t.expect.equal(
      hits.map(({ text }) => markerOf(prompt, text)),
      hits.map((_, i) => i + 1),
      `With PASSAGES=${count} the first ${count} hits of the search should be in the call, with [1] before the first one, [2] before the second, and so on.`,
    );
    const others = (await service.search(question, 20)).slice(count);
    const extra = others.find(({ text }) => prompt.includes(text));
    t.expect.that(extra === undefined, {
      message: `With PASSAGES=${count} no more than ${count} passages should be in the call.`,
      expected: `${count} passages`,
      actual: prompt,
    });
  }),

  check('citation', 'A citation leads to the passage that the model named', async (t) => {
    t.env({ PASSAGES: '3' });
    const service = oneCustomer(t);
    const all = await stored(t, service, 6);
    for (const fact of t.random.sample(all, 3)) {
      let marker = 0;
      t.reply(({ body }) => {
        marker = markerOf(promptOf(body), fact.sentence);
        return { kind: 'answer', text: `It is ${fact.value}. [${marker}]` };
      });
      const { answer, citations } = await service.ask(fact.question);
      t.expect.equal(answer, `It is ${fact.value}. [${marker}]`, 'The answer should be what the model said.');
      t.expect.equal(
        citations.map((citation) => [citation.marker, citation.documentId]),
        [[marker, `doc-${all.indexOf(fact)}`]],
        `The model cited passage [${marker}], which is "${fact.sentence}". The one citation should carry that marker and its document.`,
      );
      expectPlace(t, citations[0]!, sourceOf(fact));
    }
  }),

  check('several', 'Each passage that is cited is listed once', async (t) => {
    t.env({ PASSAGES: '3' });
    const service = oneCustomer(t);
    const all = await stored(t, service, 5);
    const [a, b, c] = t.random.shuffle([1, 2, 3]);
    const text = t.random.pick([
      `First [${a}]. Then [${b}][${a}]. At last [${c}].`,
      `First [${a}, ${b}]. Then [${b}]. At last [${c},${a}].`,
    ]);
    answersWith(t, text);
    const { citations } = await service.ask(t.random.pick(all).question);
    t.expect.equal(
      citations.map(({ marker }) => marker),
      [a, b, c],
      `The model said "${text}". Each passage should be in "citations" once, in the order in which it is first named.`,
    );
  }),

  check('invented-marker', 'A citation of a passage that was never sent is taken out', async (t) => {
    t.env({ PASSAGES: '3' });
    const service = oneCustomer(t);
    const all = await stored(t, service, 5);
    const { question } = t.random.pick(all);
    const invented = t.random.pick([0, 4, t.random.int(5, 99)]);
    answersWith(t, `It is blue [2] and round [${invented}].`);
    const { answer, citations } = await service.ask(question);
    t.expect.equal(
      citations.map(({ marker }) => marker),
      [2],
      `The model got three passages and cited [2] and [${invented}]. Only [2] exists.`,
    );
    t.expect.that(answer?.includes('[2]') === true && !answer.includes(`[${invented}]`), {
      message: `The marker [${invented}] leads nowhere and should be taken out of the answer; [2] should stay.`,
      expected: 'It is blue [2] and round.',
      actual: answer,
    });
    answersWith(t, `It is green. [${invented}]`);
    t.expect.equal(
      await service.ask(question),
      { answer: null, citations: [] },
      'An answer whose only citation is made up has no support: "answer" should be null.',
    );
  }),

  check('no-support', 'An answer without support is none', async (t) => {
    const service = oneCustomer(t);
    const all = await stored(t, service, 4);
    for (const said of t.random.shuffle([
      `It is ${t.random.word(8)}.`,
      "I don't know.",
      "I don't know. [1]",
    ])) {
      answersWith(t, said);
      t.expect.equal(
        await service.ask(t.random.pick(all).question),
        { answer: null, citations: [] },
        `The model said "${said}". Nothing supports that as an answer: "answer" should be null, and "citations" empty.`,
      );
    }
  }),

  check('partly-unknown', 'An answer that ends in a doubt is still an answer', async (t) => {
    const service = oneCustomer(t);
    const all = await stored(t, service, 4);
    const said = `It is ${t.random.word(8)} [1]. I don't know more than that.`;
    answersWith(t, said);
    const { answer, citations } = await service.ask(t.random.pick(all).question);
    t.expect.equal(
      [answer, citations.length],
      [said, 1],
      `The model said "${said}". Only an answer that begins with "I don't know" is none.`,
    );
  }),

  check('nothing-stored', 'Without a passage the model is not asked', async (t) => {
    const [one, two] = customers(t, 2);
    const [fact] = await stored(t, two!, 3);
    answersWith(t, 'It is so. [1]');
    t.expect.equal(
      await one!.ask(fact!.question),
      { answer: null, citations: [] },
      'A tenant without any document should get "answer": null.',
    );
    t.expect.equal(t.gateway.messages().length, 0, 'Without any passage there is nothing to ask the model.');
  }),

  check('foreign-text', 'The model never gets a sentence of another tenant', async (t) => {
    const count = t.turns().lasting((random) => random.int(3, 6));
    t.env({ PASSAGES: String(count) });
    const [one, two] = customers(t, 2);
    const next = wordsOf(t);
    const names = Array.from({ length: 5 }, () => capital(next()));
    const mine = facts(t, names).slice(0, 2);
    // The same things, so that the other tenant's sentences fit as well as one's own.
    const theirs = facts(t, names).map((fact) => ({
      ...fact,
      sentence: `${fact.sentence} Keep ${next()} secret.`,
    }));
    for (const [i, fact] of mine.entries()) await one!.put(`doc-${i}`, sourceOf(fact));
    for (const [i, fact] of theirs.entries()) await two!.put(`doc-${i}`, sourceOf(fact));
    answersWith(t, 'It is so. [1]');
    for (const { question } of t.random.sample(theirs, 3)) await one!.ask(question);
    for (const call of t.gateway.messages()) {
      const prompt = promptOf(call.body);
      const leaked = theirs.find(({ sentence }) => prompt.includes(sentence.split('. Keep ')[1]!));
      t.expect.that(leaked === undefined, {
        message:
          'A sentence of another tenant was sent to the model. Nothing that a prompt says can take that back.',
        expected: 'passages of the asking tenant only',
        actual: leaked?.sentence,
      });
    }
    t.expect.that(t.gateway.messages().length > 0, 'The tenant has passages, so the model should be asked.');
  }),

  check('model-fails', 'A model that fails is not an "I don\'t know"', async (t) => {
    const service = oneCustomer(t);
    const [fact] = await stored(t, service, 2);
    t.gateway.plan([{ kind: 'status', status: t.random.pick([400, 403]), match: 'every' }]);
    const answer = await service.send('/ask', { json: { question: fact!.question } });
    t.expect.status(answer, 502);
    const error = answer.json()['error'] as { code?: unknown } | undefined;
    t.expect.equal(error?.code, 'model_failed', 'The answer 502 should carry error.code.');
  }),

  check('live-precision', 'A real model cites the passage that says it', { live: true }, async (t) => {
    t.env({ PASSAGES: '2' });
    const service = oneCustomer(t);
    const all = await stored(t, service, 10);
    let right = 0;
    let cited = 0;
    for (const [i, { question }] of all.entries()) {
      const { citations } = await service.ask(question);
      cited += citations.length;
      right += citations.filter(({ documentId }) => documentId === `doc-${i}`).length;
    }
    t.note(`citation precision: ${right} of ${cited}.`);
    t.expect.that(cited >= 5 && right / cited >= 0.7, {
      message:
        'Of the citations that a real model gave for ten questions, seven of ten should lead to the passage that holds the answer, and there should be five at least.',
      expected: '7 of 10 citations right, 5 at least',
      actual: `${right} of ${cited} right`,
    });
  }),

  check('live-unknown', 'A real model does not answer what is not there', { live: true }, async (t) => {
    t.env({ PASSAGES: '2' });
    const service = oneCustomer(t);
    await stored(t, service, 6);
    const missing = ['What is the capital of France?', 'Who wrote the handbook?', 'What is the dress code?'];
    await t.passRate(missing.length, 0.5, async (i) => {
      const { answer, citations } = await service.ask(missing[i]!);
      return answer === null && citations.length === 0;
    });
  }),
];

export default checks;
