import type { ReactNode } from 'react';
import type { ReadCall } from '../messages/read.ts';
import type { Body } from '../messages/repair.ts';
import type { Turn } from '../messages/parts.ts';
import { plural, showSize } from '../show.ts';
import styles from './call.module.css';
import { Fold, LongText } from './long-text.tsx';
import { jsonText, Parts } from './parts.tsx';

/** Of a long conversation the first messages are folded away: what is new is at its end. */
const LAST = 12;

/** The exact prompt and answer, as a person reads them. */
export function Messages({ read: { request, response, exchange } }: { read: ReadCall }) {
  if (!request && !response)
    return <p className="muted">The request and the answer of this call are not kept. Its numbers are.</p>;
  const { system, tools, settings, turns, answer, error } = exchange;
  const early = turns.slice(0, -LAST);
  return (
    <div className={styles.messages}>
      <Cut body={request} what="request" />
      {Object.keys(settings).length > 0 && (
        <Fold title="Settings">
          <LongText mono text={jsonText(settings)} />
        </Fold>
      )}
      {tools.length > 0 && (
        <Fold title={plural(tools.length, 'tool')}>
          {tools.map(({ name, description, schema }) => (
            <div key={name} className={styles.part}>
              <p className={styles.partHead}>
                <code>{name}</code>
              </p>
              {description && <LongText text={description} first={600} />}
              {schema !== null && <LongText mono text={jsonText(schema)} first={600} />}
            </div>
          ))}
        </Fold>
      )}
      {system.length > 0 && (
        <Message from="system">
          <Parts parts={system} />
        </Message>
      )}
      {early.length > 0 && (
        <Fold title={plural(early.length, 'earlier message')}>
          <Turns turns={early} />
        </Fold>
      )}
      <Turns turns={turns.slice(-LAST)} />
      <Cut body={response} what="answer" />
      {answer && (
        <Message from={answer.role} isAnswer>
          <Parts parts={answer.parts} />
        </Message>
      )}
      {!answer && error && (
        <Message from="error" isAnswer>
          <LongText text={error} />
        </Message>
      )}
      {!answer && !error && <p className={styles.note}>No answer is kept.</p>}
    </div>
  );
}

function Turns({ turns }: { turns: readonly Turn[] }) {
  return (
    <>
      {turns.map((turn, at) => (
        <Message key={at} from={turn.role}>
          <Parts parts={turn.parts} />
        </Message>
      ))}
    </>
  );
}

function Message({ from, isAnswer, children }: { from: string; isAnswer?: boolean; children: ReactNode }) {
  return (
    <article
      className={styles.message}
      data-role={isAnswer ? 'answer' : from}
      aria-label={isAnswer ? 'Answer' : from}
    >
      <h3>{isAnswer ? (from === 'error' ? 'Answer: an error' : 'Answer') : from}</h3>
      <div className={styles.messageBody}>{children}</div>
    </article>
  );
}

export function Cut({ body, what }: { body: Body | null; what: string }) {
  if (!body) return <p className={styles.note}>The {what} is not kept.</p>;
  if (body.cutFrom === null) return null;
  return (
    <p className={styles.note}>
      The {what} had {showSize(body.cutFrom)}. The first {showSize(body.text.length)} are kept and shown.
    </p>
  );
}
