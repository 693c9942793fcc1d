import { createRedactor, type ByteFilter } from '../gateway/redact.ts';
import type { CheckResult } from '../../shared/labs.ts';

type OnOutput = (stream: 'stdout' | 'stderr', text: string) => void;

/** Takes a run's token and whatever looks like a key out of what people see and what is stored. */
export interface OutputRedactor {
  /** For output as it streams: a secret that is cut in two is found as well. */
  output(onOutput: OnOutput): OnOutput;
  verdict<T extends Partial<CheckResult>>(result: T): T;
}

export function createOutputRedactor(token: string): OutputRedactor {
  const redactor = createRedactor();
  redactor.learn(token);
  return {
    output(onOutput) {
      const filters = new Map<string, ByteFilter>();
      return (stream, text) => {
        const filter = filters.get(stream) ?? redactor.bytes();
        filters.set(stream, filter);
        const clean = redactor.text(Buffer.from(filter.push(Buffer.from(text))).toString('utf8'));
        if (clean !== '') onOutput(stream, clean);
      };
    },
    verdict(result) {
      const clean = { ...result };
      for (const field of ['message', 'expected', 'actual'] as const) {
        const text = clean[field];
        if (text !== undefined) clean[field] = redactor.text(text);
      }
      if (clean.notes) clean.notes = clean.notes.map((note) => redactor.text(note));
      return clean;
    },
  };
}
