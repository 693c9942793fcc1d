import { config } from './config.ts';
import { ask } from './model.ts';
import { search, type Hit } from './search.ts';

/** A place in the handbook that an answer rests on. `marker` is its number in the answer. */
export interface Citation extends Omit<Hit, 'score'> {
  marker: number;
}

/** `answer` is null when nothing in the tenant's handbook supports one. */
export interface Answer {
  answer: string | null;
  citations: Citation[];
}

const UNKNOWN: Answer = { answer: null, citations: [] };

/** Answers a question from a tenant's handbook alone. */
export async function answerQuestion(tenant: string, question: string): Promise<Answer> {
  const passages = await search(tenant, question, config.passages);
  if (passages.length === 0) return UNKNOWN;
  const said = await ask(
    question,
    passages.map(({ text }) => text),
  );
  return withCitations(said, passages);
}

/** What the instruction tells the model to say. Some say it and cite a passage all the same. */
const REFUSAL = /^\s*I don['’]t know\b/i;

/** `[2]`, and `[1, 3]`. */
const MARKER = /\s*\[(\d+(?:\s*,\s*\d+)*)\]/g;

/** Keeps the markers that point at a passage that was sent. An answer that is left without any has no support. */
function withCitations(said: string, passages: Hit[]): Answer {
  const cited = new Set<number>();
  const answer = said.replace(MARKER, (marker, list: string) => {
    const real = list
      .split(',')
      .map(Number)
      .filter((n) => n >= 1 && n <= passages.length);
    for (const n of real) cited.add(n);
    const space = /^\s*/.exec(marker)![0];
    return real.length === 0 ? '' : `${space}${real.map((n) => `[${n}]`).join('')}`;
  });
  if (cited.size === 0 || REFUSAL.test(said)) return UNKNOWN;
  return { answer: answer.trim(), citations: [...cited].map((n) => toCitation(n, passages[n - 1]!)) };
}

function toCitation(marker: number, { score: _, ...place }: Hit): Citation {
  return { marker, ...place };
}
