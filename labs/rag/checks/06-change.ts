import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { answersWith, promptOf } from './lib/prompt.ts';
import { embeddingRequests, expectPlace, oneCustomer, type Customer, type Source } from './lib/service.ts';
import { capital, misspelt, wordsOf } from './lib/words.ts';

interface Section {
  word: string;
  text: string;
}

/** Sections about different things; each is a chunk of its own. */
function sectionsOf(next: () => string, count: number): Section[] {
  return Array.from({ length: count }, () => {
    const word = next();
    return { word, text: `## ${capital(word)}\n\nThe ${word} is in the ${next()}.` };
  });
}

const sourceOf = (sections: readonly Section[], title = 'Guide'): Source => ({
  title,
  text: sections.map(({ text }) => text).join('\n\n'),
});

/** What was sent to be embedded since that many requests. */
const sentSince = (t: CheckTools, requests: number): string[] => embeddingRequests(t).slice(requests).flat();

/** Each section is found, at the place where it stands now, and nothing else is in the index. */
async function expectIndexed(t: CheckTools, service: Customer, sections: readonly Section[]) {
  const source = sourceOf(sections);
  for (const { word } of sections) {
    const [hit] = await service.search(word, 1);
    t.expect.that(hit?.text.includes(word) === true, {
      message: 'After a change every section of the document should be found.',
      expected: `a passage with "${word}"`,
      actual: hit?.text ?? 'no hit',
    });
    expectPlace(t, hit!, source);
  }
  const all = await service.search(sections.map(({ word }) => word).join(' '), 20);
  const stale = all.find(({ text }) => !source.text.includes(text));
  t.expect.that(stale === undefined && all.length === sections.length, {
    message: 'The index should hold the chunks of the present text, each once, and no older ones.',
    expected: sections.map(({ text }) => text),
    actual: all.map(({ text }) => text),
  });
}

const checks: DefineChecks = (check) => [
  check('unchanged', 'The same text again costs nothing', async (t) => {
    const service = oneCustomer(t);
    const sections = sectionsOf(wordsOf(t), 5);
    const source = sourceOf(sections);
    await service.put('guide', source);
    const before = embeddingRequests(t).length;
    t.expect.equal(
      await service.put('guide', source),
      5,
      'The answer should say how many chunks the document has.',
    );
    t.expect.equal(
      sentSince(t, before),
      [],
      'A document that is stored again unchanged should not be embedded again.',
    );
    await expectIndexed(t, service, sections);
  }),

  check('one-section', 'A change in one section embeds that section only', async (t) => {
    const service = oneCustomer(t);
    const next = wordsOf(t);
    const sections = sectionsOf(next, 6);
    await service.put('guide', sourceOf(sections));
    const at = t.random.int(0, 4);
    const [changed] = sectionsOf(next, 1);
    const before = embeddingRequests(t).length;
    const now = t.random.pick([
      // Changed, added and taken away: what follows keeps its text and moves.
      sections.with(at, changed!),
      sections.toSpliced(at, 0, changed!),
      sections.toSpliced(at, 2, changed!),
    ]);
    const source = sourceOf(now);
    await service.put('guide', source);
    const sent = sentSince(t, before);
    t.expect.that(sent.length === 1 && sent[0]!.includes(changed!.text), {
      message: 'Of a changed document, only the chunk whose text is new should be embedded.',
      expected: [changed!.text],
      actual: sent,
    });
    await expectIndexed(t, service, now);
  }),

  check('new-title', 'A new title is searched for at once', async (t) => {
    const service = oneCustomer(t);
    const next = wordsOf(t);
    const [old, title] = [next(), next()];
    const text = '## Length\n\nIt lasts three weeks.';
    await service.put('guide', { title: capital(old), text });
    for (let i = 0; i < 7; i += 1) await service.put(`doc-${i}`, { title: capital(next()), text });
    await service.put('guide', { title: capital(title), text });
    // Misspelt, so that only its vectors can find it.
    const [hit] = await service.search(misspelt(title), 1);
    t.expect.equal(
      hit?.documentId,
      'guide',
      'The title is part of what is embedded: with a new title the chunks have to be embedded again.',
    );
    t.expect.equal(hit?.title, capital(title), 'A hit should carry the new title.');
  }),

  check('deleted', 'What is deleted is gone', async (t) => {
    const service = oneCustomer(t);
    const next = wordsOf(t);
    const [gone, kept] = [sectionsOf(next, 3), sectionsOf(next, 2)];
    await service.put('gone', sourceOf(gone));
    await service.put('kept', sourceOf(kept));
    t.expect.status(await service.remove('gone'), 204);
    t.expect.status(await service.get('gone'), 404);
    t.expect.status(await service.remove('gone'), 404);
    await expectIndexed(t, service, kept);
    const { word, text } = t.random.pick(gone);
    const hits = await service.search(word, 20);
    t.expect.that(!hits.some((hit) => hit.text.includes(word)), {
      message: 'A deleted document should not be found any more.',
      expected: 'no hit in it',
      actual: hits.map((hit) => hit.text),
    });
    answersWith(t, 'It is so. [1]');
    await service.ask(`Where is the ${word}?`);
    const leaked = t.gateway.messages().find(({ body }) => promptOf(body).includes(text));
    t.expect.that(leaked === undefined, 'The text of a deleted document was sent to the model.');
  }),

  check('failed-change', 'A change that fails leaves the old version whole', async (t) => {
    const service = oneCustomer(t);
    const next = wordsOf(t);
    const sections = sectionsOf(next, 3);
    const source = sourceOf(sections);
    await service.put('guide', source);
    t.reply(({ operation }) =>
      operation === 'embeddings' ? { kind: 'status', status: 400 } : { kind: 'pass' },
    );
    const failed = await service.send('/documents/guide', {
      method: 'PUT',
      json: sourceOf([...sectionsOf(next, 1), ...sections]),
    });
    t.expect.status(failed, 502);
    t.reply(() => ({ kind: 'pass' }));
    t.expect.equal(
      (await service.get('guide')).json()['text'],
      source.text,
      'When a new version cannot be embedded, the old text should stay.',
    );
    await expectIndexed(t, service, sections);
  }),

  check('at-once', 'Changes at the same time leave one version', async (t) => {
    const service = oneCustomer(t);
    const next = wordsOf(t);
    const versions = Array.from({ length: 5 }, (_, i) => sectionsOf(next, i + 2));
    await service.put('guide', sourceOf(sectionsOf(next, 2)));
    await Promise.all(versions.map((sections) => service.put('guide', sourceOf(sections))));
    const { text } = (await service.get('guide')).json();
    const kept = versions.find((sections) => sourceOf(sections).text === text);
    t.expect.that(kept !== undefined, {
      message: 'After five changes at once the document should be one of the five.',
      expected: 'one of the five texts',
      actual: text,
    });
    await expectIndexed(t, service, kept!);
  }),
];

export default checks;
