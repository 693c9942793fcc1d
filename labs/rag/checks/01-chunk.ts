import type { CheckTools, DefineChecks } from '../../../electron/server/labs/checks.ts';
import { oneCustomer, type Span } from './lib/service.ts';
import { capital, wordsOf } from './lib/words.ts';

/** Sections of sentences that are known, each of which fits into a chunk. */
function handbook(t: CheckTools, sections: number): { text: string; sentences: string[] } {
  const next = wordsOf(t);
  const sentences: string[] = [];
  const say = (): string => {
    const n = t.random.int(2, 9);
    const word = next();
    const sentence = t.random.pick([
      `${capital(word)} is open until ${n}:30 and costs ${n}.5 €.`,
      `Who brings a ${word} to the café?`,
      `A ${word} lasts ${n}.25 days – then it ends!`,
      `The ${word} belongs to department ${n},\nand to nobody else.`,
    ]);
    sentences.push(sentence);
    return sentence;
  };
  const section = (_: unknown, i: number): string =>
    `## Chapter ${i + 1}\n\n${say()} ${say()}\n\n${say()}  ${say()} ${say()}\n`;
  return { text: Array.from({ length: sections }, section).join('\n'), sentences };
}

/** Stores a text and gives its chunks, each of which is what it says. */
async function chunksOf(t: CheckTools, text: string, limit: number): Promise<Span[]> {
  t.env({ MAX_CHUNK_CHARACTERS: String(limit) });
  const service = oneCustomer(t);
  await service.put('guide', { title: 'Guide', text });
  const chunks = await service.chunks('guide');
  t.expect.that(chunks.length > 0, 'GET /documents/guide/chunks gave no chunk for a text that has words.');
  for (const chunk of chunks) {
    t.expect.that(chunk.text === text.slice(chunk.start, chunk.end), {
      message: `A chunk's "text" should be what stands in the document from "start" (${chunk.start}) up to "end" (${chunk.end}).`,
      expected: text.slice(chunk.start, chunk.end),
      actual: chunk.text,
    });
    t.expect.that(chunk.text.length <= limit && chunk.text.trim() !== '', {
      message: 'A chunk should hold something, and have at most MAX_CHUNK_CHARACTERS characters.',
      expected: `1 to ${limit} characters`,
      actual: `${chunk.text.length} characters: ${chunk.text}`,
    });
  }
  return chunks;
}

/** What no chunk holds, white space apart; chunks have to follow each other. */
function expectAllCovered(t: CheckTools, text: string, chunks: readonly Span[]): void {
  let at = 0;
  for (const { start, end } of [...chunks, { start: text.length, end: text.length }]) {
    t.expect.that(start >= at, {
      message: 'Chunks should come in the order of the document, and not overlap.',
      expected: `a chunk that starts at ${at} or later`,
      actual: `one that starts at ${start}`,
    });
    const lost = text.slice(at, start).trim();
    t.expect.that(lost === '', {
      message: 'Together the chunks should hold the whole document. This text is in no chunk.',
      expected: 'only white space between two chunks',
      actual: lost,
    });
    at = end;
  }
}

const checks: DefineChecks = (check) => [
  check('positions', 'Each chunk says where it stands, and nothing is lost', async (t) => {
    const { text } = handbook(t, 3);
    // The same section twice: whoever looks a chunk up in the document finds the first one.
    const contact = `## Contact\n\nAsk the ${t.random.word(7)} desk on floor ${t.random.int(2, 9)}.\n`;
    const whole = `Ärztliche Hinweise – ${t.random.word(5)}.\n\n${contact}\n${text}\n${contact}`;
    const limit = t.turns().lasting((random) => random.int(150, 220));
    expectAllCovered(t, whole, await chunksOf(t, whole, limit));
  }),

  check('whole-sentences', 'A sentence that fits into a chunk is never cut', async (t) => {
    const { text, sentences } = handbook(t, 3);
    const limit = t.turns().lasting((random) => random.int(100, 160));
    const chunks = await chunksOf(t, text, limit);
    for (const sentence of sentences) {
      t.expect.that(
        chunks.some((chunk) => chunk.text.includes(sentence)),
        {
          message:
            'A sentence that fits into a chunk should stand whole in one. It ends with . ! or ? before white space: the dot in "2.5" ends nothing.',
          expected: sentence,
          actual: chunks.filter(({ text: part }) => sentence.includes(part.slice(-12))).map((c) => c.text),
        },
      );
    }
  }),

  check('sections-apart', 'No chunk holds text of two sections', async (t) => {
    const { text } = handbook(t, 4);
    for (const chunk of await chunksOf(t, text, 1500)) {
      t.expect.that(!/\n#/.test(chunk.text), {
        message: 'A line that begins with # opens a section, and a new chunk.',
        expected: 'a # only at the start of a chunk',
        actual: chunk.text,
      });
    }
  }),

  check('packed', 'Short sentences of a section share a chunk', async (t) => {
    const limit = t.turns().lasting((random) => random.int(180, 260));
    const { text } = handbook(t, 3);
    const chunks = await chunksOf(t, text, limit);
    for (const [i, chunk] of chunks.entries()) {
      const next = chunks[i + 1];
      if (!next || next.text.startsWith('#')) continue;
      t.expect.that(next.end - chunk.start > limit, {
        message: 'Two neighbours of one section that fit into one chunk should be one.',
        expected: `one chunk of ${next.end - chunk.start} characters (the limit is ${limit})`,
        actual: [chunk.text, next.text],
      });
    }
  }),

  check('long-sentence', 'A sentence longer than a chunk is cut, and nothing of it is lost', async (t) => {
    const limit = t.turns().lasting((random) => random.int(80, 120));
    const long = Array.from({ length: 30 }, () => t.random.word(t.random.int(5, 9))).join(' ');
    const text = `## Terms\n\nA short start. ${long}. A short end.`;
    expectAllCovered(t, text, await chunksOf(t, text, limit));
  }),
];

export default checks;
