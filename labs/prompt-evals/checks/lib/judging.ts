import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import { jsonLines, queueNames } from './tickets.ts';
import { sentIn } from './wire.ts';

export interface Labelled {
  id: string;
  queue: string;
  question: string;
  reference: string;
  answer: string;
  verdict: 'pass' | 'fail';
}

export interface Judge {
  name: string;
  system: string;
}

export const makeJudge = (more: Partial<Judge> = {}): Judge => ({
  name: 'reference',
  system: 'Compare the answer with the reference. Reply PASS or FAIL.',
  ...more,
});

/** Answers that people have judged: `pass` good ones and `fail` bad ones, in any order. */
export function makeLabels(t: CheckTools, { pass, fail }: { pass: number; fail: number }): Labelled[] {
  const queues = queueNames(t, 2);
  const used = new Set<string>();
  const product = (): string => {
    for (;;) {
      const made = `${t.random.name()} ${t.random.pick(['One', 'Pro', 'Lite', 'Max'])}`;
      if (!used.has(made)) return used.add(made) && made;
    }
  };
  const one = (verdict: 'pass' | 'fail'): Omit<Labelled, 'id'> => {
    const name = product();
    const days = t.random.int(5, 60);
    const said = `${verdict === 'pass' ? days : days + t.random.int(1, 9)} days`;
    return {
      queue: t.random.pick(queues),
      question: `What is the refund window for ${name}?`,
      reference: `The refund window for ${name} is ${days} days.`,
      answer: t.random.pick([
        `It is ${said}.`,
        `The refund window for ${name} is ${said}.`,
        `I think it is ${said}.`,
      ]),
      verdict,
    };
  };
  const rows = [
    ...Array.from({ length: pass }, () => one('pass')),
    ...Array.from({ length: fail }, () => one('fail')),
  ];
  return t.random.shuffle(rows).map((row, i) => ({ id: `L-${i + 1}`, ...row }));
}

/** The one message that the judge should get. */
export const questionOf = ({ question, reference, answer }: Labelled): string =>
  `Question: ${question}\nReference: ${reference}\nAnswer: ${answer}`;

/** The judge says this about each answer. */
export function judgeSays(t: CheckTools, labels: readonly Labelled[], say: (one: Labelled) => string): void {
  t.reply(({ messages }) => {
    const sent = sentIn({ body: { messages } } as never).messages.at(-1) ?? '';
    const one = labels.find((label) => sent.includes(label.reference));
    return { kind: 'answer', text: one ? say(one) : 'FAIL' };
  });
}

export const honest = ({ verdict }: Labelled): string => verdict.toUpperCase();

const write = (t: CheckTools, name: string, value: object): string =>
  t.files.write(`${name}.json`, JSON.stringify(value));

export function calibrateArgs(t: CheckTools, judge: Judge, labels: readonly Labelled[]): string[] {
  const labelled = t.files.write('labels.jsonl', jsonLines(labels));
  return [
    'calibrate',
    '--judge',
    write(t, 'judge', judge),
    '--labels',
    labelled,
    '--out',
    `${t.files.folder}/calibration.json`,
  ];
}

export function judgeArgs(t: CheckTools, judge: Judge, labels: readonly Labelled[]): string[] {
  const answers = labels.map(({ id, queue, question, reference, answer }) => ({
    id,
    queue,
    question,
    reference,
    answer,
  }));
  return [
    'judge',
    '--judge',
    write(t, 'judge-now', judge),
    '--calibration',
    `${t.files.folder}/calibration.json`,

    '--answers',
    t.files.write('answers.jsonl', jsonLines(answers)),
    '--out',
    `${t.files.folder}/judged.json`,
  ];
}
