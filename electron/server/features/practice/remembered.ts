import type { Db } from '../../db/connection.ts';

/** More different questions than a page asks; an unusual caller must not make this grow. */
const MOST = 64;

/**
 * Remembers answers until anything is written, whoever writes: `data_version` changes when another connection commits,
 * `total_changes()` with each row that this one writes. Asking both costs microseconds, a sum over ten years
 * milliseconds.
 * @returns a function that gives the answer to a question, and works it out only when it has to
 */
export function createRemembered(db: Db): <T>(question: string, work: () => T) => T {
  const versionNow = db
    .prepare<[], string>("SELECT data_version || ' ' || total_changes() FROM pragma_data_version")
    .pluck();
  const answers = new Map<string, unknown>();
  let version = '';
  return <T>(question: string, work: () => T): T => {
    // What is read inside a transaction may be rolled back, and the count of changes is not.
    if (db.inTransaction) return work();
    const now = versionNow.get()!;
    if (now !== version || answers.size >= MOST) answers.clear();
    version = now;
    // Each question has one kind of answer.
    if (!answers.has(question)) answers.set(question, work());
    return answers.get(question) as T;
  };
}
