import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import type { Customer, Source } from './service.ts';

export interface Question {
  question: string;
  documentId: string;
  /** What the passage that answers it says, word for word. */
  evidence: string;
}

/** The handbook in data/: the first line of a file is its title. */
export function handbook(t: CheckTools): { sources: Map<string, Source>; questions: Question[] } {
  const questions = JSON.parse(t.data('questions.json')) as Question[];
  const ids = new Set(questions.map(({ documentId }) => documentId));
  const sources = new Map(
    [...ids].map((id) => {
      const [title, ...lines] = t.data(`handbook/${id}.md`).split('\n');
      return [id, { title: title!.replace('# ', ''), text: lines.join('\n').trim() }];
    }),
  );
  return { sources, questions };
}

/** Asks all and gives the questions of which no passage among the first five holds the evidence. */
export async function recallAt5(service: Customer, questions: readonly Question[]): Promise<Question[]> {
  const missed: Question[] = [];
  for (const question of questions) {
    const hits = await service.search(question.question, 5);
    const isFound = hits.some(
      ({ documentId, text }) => documentId === question.documentId && text.includes(question.evidence),
    );
    if (!isFound) missed.push(question);
  }
  return missed;
}

/** A fact in the plain style that small models know, with its question, about a name that is made up. */
export interface Fact {
  about: string;
  sentence: string;
  question: string;
  value: string;
}

type Template = readonly [sentence: string, question: string, value: (t: CheckTools) => string];

const TEMPLATES: readonly Template[] = [
  [
    'The refund window for {e} is {v}.',
    'What is the refund window for {e}?',
    (t) => `${t.random.int(3, 60)} days`,
  ],
  ['The deposit for {e} is {v}.', 'What is the deposit for {e}?', (t) => `${t.random.int(20, 900)} euros`],
  ['{e} is led by {v}.', 'Who leads {e}?', person],
  ['{e} is based in {v}.', 'Where is {e} based?', (t) => t.random.pick(CITIES)],
  ['{e} opens at {v}.', 'When does {e} open?', (t) => `${t.random.int(6, 11)}:${t.random.int(10, 59)}`],
];

const CITIES = ['Oslo', 'Berlin', 'Warsaw', 'Lisbon', 'Madrid', 'Vienna', 'Dublin', 'Prague'];

function person(t: CheckTools): string {
  return `${t.random.pick(['Anna', 'Boris', 'Maria', 'John', 'Zoe'])} ${t.random.pick(['Brook', 'Lopez', 'Keller', 'Smith', 'Ito'])}`;
}

/** Facts about that many things, a thing and a fact each. */
export function facts(t: CheckTools, names: readonly string[]): Fact[] {
  return names.map((about, i) => {
    const [sentence, question, valueOf] = TEMPLATES[i % TEMPLATES.length]!;
    const value = valueOf(t);
    const fill = (text: string): string => text.replace('{e}', about).replace('{v}', value);
    return { about, sentence: fill(sentence), question: fill(question), value };
  });
}
