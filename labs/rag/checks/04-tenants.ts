import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { customers, type Customer, type Hit } from './lib/service.ts';
import { capital, misspelt, wordsOf } from './lib/words.ts';

/** A text with that many sections, each of which is a chunk with the same words in it. */
function manyChunks(words: string, count: number): string {
  return Array.from({ length: count }, (_, i) => `## ${words}\n\n${words}, page ${i + 1}.`).join('\n\n');
}

/** Two tenants: the first has hundreds of chunks that hold nothing but the words. */
async function besideBig(t: CheckTools, words: string): Promise<Customer> {
  t.env({ EMBEDDING_BATCH: '64' });
  const [big, small] = customers(t, 2);
  await big!.put('big', { title: words, text: manyChunks(words, 300) });
  return small!;
}

function expectNone(t: CheckTools, hits: readonly Hit[], secret: string): void {
  t.expect.that(!JSON.stringify(hits).includes(secret), {
    message:
      "A search should never show a text of another tenant. The tenant is the one of the request's key.",
    expected: `no hit with "${secret}"`,
    actual: hits.map(({ text }) => text),
  });
}

const checks: DefineChecks = (check) => [
  check('own-passages', 'A tenant finds its own passages only', async (t) => {
    const [one, two] = customers(t, 2);
    const next = wordsOf(t);
    const secrets = [t.random.word(11), t.random.word(12)];
    const subject = `${next()} ${next()}`;
    for (const [i, tenant] of [one!, two!].entries()) {
      await tenant.put('rules', {
        title: capital(subject),
        text: `The ${subject} needs the key ${secrets[i]}.`,
      });
      await tenant.put('more', {
        title: capital(next()),
        text: `Another key is ${secrets[i]}, for the ${next()}.`,
      });
    }
    for (const query of [
      `Which key does the ${subject} need?`,
      subject.split(' ').map(misspelt).join(' '),
      'key',
    ]) {
      const hits = await one!.search(query);
      t.expect.that(hits.length > 0, `The query "${query}" should find the passages of its own tenant.`);
      expectNone(t, hits, secrets[1]!);
      expectNone(t, await two!.search(query), secrets[0]!);
    }
    const asked = await one!.send('/search', {
      json: { query: subject, tenant: 'x', tenantId: 'x', limit: 5 },
    });
    t.expect.that(
      !asked.text.includes(secrets[1]!),
      'A tenant named in the body must not change whose text is found.',
    );
  }),

  check('small-beside-big', 'A small tenant finds its passages beside a big one', async (t) => {
    const next = wordsOf(t);
    const subject = `${next()} ${next()}`;
    const small = await besideBig(t, subject);
    const ids = ['a', 'b', 'c'];
    for (const id of ids)
      await small.put(id, { title: capital(next()), text: `About a ${misspelt(next())}.` });
    const hits = await small.search(subject);
    t.expect.equal(
      hits.map(({ documentId }) => documentId).toSorted(),
      ids,
      'The tenant has three passages, and all should come. Give the tenant to the search by vectors itself: whoever filters afterwards is left with nothing when the nearest belong to others.',
    );
  }),

  check('words-beside-big', 'The search for words looks at the rows of its tenant alone', async (t) => {
    const next = wordsOf(t);
    const code = `KD-${t.random.int(11, 99)}`;
    const near = [next(), next(), next()];
    const small = await besideBig(t, code);
    for (let i = 0; i < 8; i += 1)
      await small.put(`near-${i}`, {
        title: 'Notes',
        text: `${near.map(misspelt).join(' ')} ${'i'.repeat(i)}`,
      });
    const other = Array.from({ length: 9 }, next).join(', ');
    await small.put('wanted', { title: capital(next()), text: `Kept there: ${other}. Listed as ${code}.` });
    const hits = await small.search(`${near.join(' ')} ${code}`, 3);
    t.expect.that(
      hits.some(({ documentId }) => documentId === 'wanted'),
      {
        message: `The tenant has one passage with the code ${code}. Another tenant has hundreds: give the tenant to the search for words itself, rather than filtering afterwards.`,
        expected: 'a hit in document "wanted"',
        actual: hits.map(({ documentId, text }) => `${documentId}: ${text}`),
      },
    );
  }),

  check('same-id', 'The same id in two tenants names two documents', async (t) => {
    const [one, two] = customers(t, 2);
    const next = wordsOf(t);
    const [mine, theirs] = [next(), next()];
    const id = t.random.word(7);
    await one!.put(id, { title: capital(mine), text: `It says ${mine}.` });
    await two!.put(id, { title: capital(theirs), text: `It says ${theirs}.` });
    t.expect.equal(
      (await one!.get(id)).json()['text'],
      `It says ${mine}.`,
      `GET /documents/${id} should give the tenant's own text.`,
    );
    const before = await one!.search(mine);
    t.expect.equal(
      before[0]?.text,
      `It says ${mine}.`,
      'Storing a document should leave the one of another tenant with the same id in the index.',
    );
    t.expect.status(await two!.remove(id), 204);
    const hits = await one!.search(mine);
    t.expect.equal(
      hits[0]?.text,
      `It says ${mine}.`,
      'Deleting a document should leave the one of another tenant with the same id in the index.',
    );
  }),

  check('foreign-id', "Another tenant's document is not there", async (t) => {
    const [one, two] = customers(t, 2);
    const word = wordsOf(t)();
    const id = t.random.word(8);
    await one!.put(id, { title: 'Plan', text: `The ${word} comes on Monday.` });
    t.expect.status(await two!.get(id), 404);
    t.expect.status(await two!.send(`/documents/${id}/chunks`, {}), 404);
    t.expect.status(await two!.remove(id), 404);
    const hits = await one!.search(word);
    t.expect.equal(
      hits[0]?.documentId,
      id,
      'A tenant that deletes an id of another tenant should change nothing.',
    );
  }),
];

export default checks;
