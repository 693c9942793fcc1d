import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { handbook, recallAt5 } from './lib/corpus.ts';
import { oneCustomer } from './lib/service.ts';
import { capital, misspelt, wordsOf } from './lib/words.ts';

/** One passage alone holds a code, in its text or its title; eight others are nearer to all the rest of the query. */
async function expectCodeFound(t: CheckTools, place: 'text' | 'title'): Promise<void> {
  const service = oneCustomer(t);
  const next = wordsOf(t);
  const code = `${t.random.pick(['QX', 'ZK', 'WV'])}-${t.random.int(11, 99)}`;
  const asked = [next(), next(), next()];
  const near = asked.map(misspelt);
  for (let i = 0; i < 8; i += 1)
    await service.put(`near-${i}`, {
      title: capital(near[i % 3]!),
      text: `${near.join(' ')} ${'i'.repeat(i)}`,
    });
  const other = Array.from({ length: 9 }, next).join(', ');
  await service.put(
    'wanted',
    place === 'text'
      ? { title: capital(next()), text: `Kept there: ${other}. Listed as ${code}.` }
      : { title: `${capital(next())} ${code}`, text: `Kept there: ${other}.` },
  );
  const hits = await service.search(`${asked.join(' ')} ${code}`, 3);
  t.expect.that(
    hits.some(({ documentId }) => documentId === 'wanted'),
    {
      message:
        place === 'text'
          ? `One passage alone holds the code ${code} of the query; the search for words should bring it among the first three.`
          : `One document alone has the code ${code} of the query in its title; the search for words should bring it among the first three. Give FTS5 the text that was embedded: title, line break, chunk.`,
      expected: 'a hit in document "wanted"',
      actual: hits.map(({ documentId, text }) => `${documentId}: ${text}`),
    },
  );
}

const checks: DefineChecks = (check) => [
  check('rare-code', 'A code is found among passages that sound more like the question', (t) =>
    expectCodeFound(t, 'text'),
  ),

  check('code-in-title', 'A code in the title of a document is found too', (t) =>
    expectCodeFound(t, 'title'),
  ),

  check('misspelt', 'A misspelt word still finds its passage', async (t) => {
    const service = oneCustomer(t);
    const next = wordsOf(t);
    const pairs = Array.from({ length: 9 }, () => [next(), next()] as const);
    for (const [i, [one, two]] of pairs.entries())
      await service.put(`doc-${i}`, { title: capital(one), text: `Every ${one} has its ${two}.` });
    const wanted = t.random.int(0, 8);
    const query = pairs[wanted]!.map(misspelt).join(' ');
    const hits = await service.search(query, 3);
    t.expect.that(
      hits.some(({ documentId }) => documentId === `doc-${wanted}`),
      {
        message: `The query "${query}" holds no whole word of any passage; the search by vectors should still bring the nearest among the first three.`,
        expected: `a hit in document "doc-${wanted}"`,
        actual: hits.map(({ documentId, text }) => `${documentId}: ${text}`),
      },
    );
  }),

  check('good-in-both', 'What both searches like beats what one of them likes', async (t) => {
    const service = oneCustomer(t);
    const next = wordsOf(t);
    const code = `QX-${t.random.int(11, 99)}`;
    const asked = Array.from({ length: 8 }, next);
    for (let i = 0; i < 5; i += 1) {
      const other = Array.from({ length: 5 }, next).join(' ');
      await service.put(`short-${i}`, { title: 'Notes', text: `${code} ${other}` });
    }
    // Last by words, since it is the longest; first by vectors.
    const text = `${asked.map(misspelt).join(' ')}: so it is as it was, and we do as we did, if ${code} is up to us.`;
    await service.put('wanted', { title: 'Notes', text });
    const hits = await service.search(`${asked.join(' ')} ${code}`);
    t.expect.that(
      hits.some(({ documentId }) => documentId === 'wanted'),
      {
        message:
          'A passage that is first by vectors and sixth by words should be among the first five: add up the ranks of both lists, rather than taking one list after the other.',
        expected: 'a hit in document "wanted"',
        actual: hits.map(({ documentId, text: part }) => `${documentId}: ${part}`),
      },
    );
  }),

  check('score', 'The score is the sum of what both lists give', async (t) => {
    const service = oneCustomer(t);
    const next = wordsOf(t);
    const pairs = Array.from({ length: 3 }, () => [next(), next()] as const);
    for (const [i, [one, two]] of pairs.entries())
      await service.put(`doc-${i}`, { title: capital(one), text: `Every ${one} has its ${two}.` });
    const wanted = t.random.int(0, 2);
    const hits = await service.search(pairs[wanted]!.join(' '), 3);
    t.expect.equal(
      hits[0]?.documentId,
      `doc-${wanted}`,
      'The passage that is first in both lists should come first.',
    );
    t.expect.equal(
      hits.map(({ score }) => Number(score).toFixed(4)),
      [2 / 61, 1 / 62, 1 / 63].map((score) => score.toFixed(4)),
      'One passage is first in both lists, the two others are only in the one of the vectors. Their scores should be 2/61, 1/62 and 1/63.',
    );
  }),

  check('any-query', 'A query may hold any sign', async (t) => {
    const service = oneCustomer(t);
    const word = wordsOf(t)();
    await service.put('guide', { title: 'Guide', text: `The ${word} is in the cellar.` });
    const queries = [
      `"${word}`,
      `${word} AND`,
      `NOT ${word}`,
      `text:${word}`,
      `(${word}`,
      `${word}*`,
      `- ${word} ^5`,
    ];
    for (const query of t.random.shuffle([...queries, `${word}'s "size"?`])) {
      const hits = await service.search(query);
      t.expect.equal(
        hits[0]?.documentId,
        'guide',
        `The query ${query} should find the passage with "${word}": FTS5 must not take it for its own syntax.`,
      );
    }
    await service.search('???');
  }),

  check('recall', 'Nine of ten questions about the handbook find their passage', async (t) => {
    const limit = t.turns().lasting((random) => random.int(180, 260));
    t.env({ MAX_CHUNK_CHARACTERS: String(limit) });
    const service = oneCustomer(t);
    const { sources, questions } = handbook(t);
    for (const [id, source] of t.random.shuffle([...sources])) await service.put(id, source);
    const missed = await recallAt5(service, questions);
    const found = questions.length - missed.length;
    t.note(`recall@5: ${found} of ${questions.length}.`);
    t.expect.that(found / questions.length >= 0.9, {
      message:
        'For nine of ten questions in data/questions.json one of the first five hits should hold the evidence (recall@5 of 0.9). These questions missed it.',
      expected: `at least ${Math.ceil(questions.length * 0.9)} of ${questions.length}`,
      actual: [`${found} of ${questions.length}`, ...missed.map(({ question }) => question)],
    });
  }),
];

export default checks;
