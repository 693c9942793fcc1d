import { HttpError } from './http.ts';
import type { Hit } from './search.ts';

/** A place in the handbook that an answer rests on. `marker` is its number in the answer. */
export interface Citation extends Omit<Hit, 'score'> {
  marker: number;
}

/** `answer` is null when nothing in the tenant's handbook supports one. */
export interface Answer {
  answer: string | null;
  citations: Citation[];
}

/** Answers a question from a tenant's handbook alone. */
export async function answerQuestion(tenant: string, question: string): Promise<Answer> {
  throw new HttpError(501, 'not_implemented', 'answerQuestion is not written yet.');
}
