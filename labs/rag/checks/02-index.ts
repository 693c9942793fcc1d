import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { embeddingRequests, expectPlace, oneCustomer, type Source } from './lib/service.ts';
import { capital, wordsOf } from './lib/words.ts';

/** Documents about different things, by id. */
function manyDocuments(t: CheckTools, count: number): Map<string, Source & { about: string }> {
  const next = wordsOf(t);
  return new Map(
    Array.from({ length: count }, (_, i) => {
      const [subject, tool, place] = [next(), next(), next()];
      const text = `## Rules\n\nThe ${subject} stands beside the ${tool}.\n\n## Place\n\nLook for it near the ${place}, floor ${i}.`;
      return [`doc-${i}`, { title: capital(t.random.word(8)), text, about: `${subject} ${tool}` }];
    }),
  );
}

const checks: DefineChecks = (check) => [
  check('batches', 'A document is embedded in few requests', async (t) => {
    const batch = t.turns().lasting((random) => random.int(4, 7));
    const count = batch * 2 + t.random.int(1, batch - 1);
    t.env({ EMBEDDING_BATCH: String(batch) });
    const next = wordsOf(t);
    const sections = Array.from({ length: count }, () => `## ${capital(next())}\n\nIt needs a ${next()}.`);
    const chunks = await oneCustomer(t).put('guide', { title: 'Guide', text: sections.join('\n\n') });
    t.expect.equal(
      chunks,
      count,
      'The answer to PUT should say how many chunks the document has, in "chunks".',
    );
    const requests = embeddingRequests(t);
    const sent = requests.flat();
    const missing = sections.find((section) => !sent.some((input) => input.includes(section)));
    t.expect.that(missing === undefined, {
      message:
        'Every chunk should be sent to the embeddings endpoint when its document is stored. One was not.',
      expected: missing,
      actual: sent,
    });
    t.expect.equal(
      requests.map(({ length }) => length).toSorted((a, b) => b - a),
      [batch, batch, count - 2 * batch],
      `With EMBEDDING_BATCH=${batch}, ${count} chunks should be embedded in three requests, each as full as it may be.`,
    );
  }),

  check('nearest-first', 'The passage that fits comes first', async (t) => {
    const service = oneCustomer(t);
    const documents = manyDocuments(t, 9);
    for (const [id, { title, text }] of documents) await service.put(id, { title, text });
    const before = embeddingRequests(t).length;
    const [id, wanted] = t.random.pick([...documents]);
    const hits = await service.search(`Where is the ${wanted.about}?`);
    t.expect.equal(
      embeddingRequests(t)
        .slice(before)
        .map(({ length }) => length),
      [1],
      'A search should embed its query, and nothing else.',
    );
    t.expect.that(hits[0]?.documentId === id && hits[0].text.includes(wanted.about.split(' ')[1]!), {
      message: 'The first hit should be the passage that holds the words of the query.',
      expected: `document ${id}: ${wanted.text}`,
      actual: hits[0] ?? 'no hit',
    });
    for (const hit of hits) {
      const source = documents.get(hit.documentId);
      t.expect.that(
        source !== undefined,
        `A hit names the document "${hit.documentId}", which was never stored.`,
      );
      if (source) expectPlace(t, hit, source);
    }
    t.expect.equal(hits.length, 5, 'Without a "limit" there should be five hits: 18 passages are stored.');
    const two = await service.search(`Where is the ${wanted.about}?`, 2);
    t.expect.equal(two.length, 2, 'With {"limit": 2} there should be two hits.');
  }),

  check('title-counts', 'A passage is found by the title of its document', async (t) => {
    const service = oneCustomer(t);
    const next = wordsOf(t);
    const titles = Array.from({ length: 8 }, () => `${capital(next())} ${next()}`);
    for (const [i, title] of titles.entries()) {
      const text = `## Length\n\nIt lasts ${t.random.int(2, 9)} weeks.\n\n## Who\n\nAnybody may ask for it.`;
      await service.put(`doc-${i}`, { title, text });
    }
    // Without titles the chunks are all alike, and one of them is first by chance.
    for (const title of t.random.sample(titles, 4)) {
      const [hit] = await service.search(`How long does the ${title.toLowerCase()} last?`);
      t.expect.equal(
        hit?.documentId,
        `doc-${titles.indexOf(title)}`,
        'A passage that says "It lasts 3 weeks" is only found together with its title: embed the title with it.',
      );
    }
  }),

  check('survives-restart', 'The index is still there after a restart', async (t) => {
    const service = oneCustomer(t);
    const documents = [...manyDocuments(t, 3)];
    for (const [id, { title, text }] of documents) await service.put(id, { title, text });
    await t.stop();
    const before = embeddingRequests(t).length;
    const [id, wanted] = t.random.pick(documents);
    const hits = await service.search(wanted.about);
    t.expect.equal(hits[0]?.documentId, id, 'After a restart a search should find what was stored before.');
    t.expect.equal(
      embeddingRequests(t).slice(before).flat().length,
      1,
      'After a restart nothing should be embedded again: keep the vectors in the database.',
    );
  }),

  check('embedding-fails', 'A document that cannot be embedded is not half stored', async (t) => {
    const service = oneCustomer(t);
    t.reply(({ operation }) =>
      operation === 'embeddings' ? { kind: 'status', status: 400 } : { kind: 'pass' },
    );
    const answer = await service.send('/documents/guide', {
      method: 'PUT',
      json: { title: 'Guide', text: t.random.text(3) },
    });
    t.expect.status(answer, 502);
    const error = answer.json()['error'] as { code?: unknown } | undefined;
    t.expect.equal(error?.code, 'embedding_failed', 'The answer 502 should carry error.code.');
    t.expect.status(await service.get('guide'), 404);
  }),
];

export default checks;
