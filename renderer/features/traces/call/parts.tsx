import { useState } from 'react';
import { Badge } from '../../../ui/index.ts';
import type { Part } from '../messages/parts.ts';
import { plural } from '../show.ts';
import styles from './call.module.css';
import { Fold, LongText } from './long-text.tsx';

/** The parts of one message, each as what it is. */
export function Parts({ parts }: { parts: readonly Part[] }) {
  if (parts.length === 0) return <p className="muted">Nothing.</p>;
  return (
    <>
      {flowing(parts).map((part, at) => (
        <PartView key={at} part={part} />
      ))}
    </>
  );
}

/** Text that cites comes in many parts, which are one text to a reader. */
function flowing(parts: readonly Part[]): readonly Part[] {
  if (!parts.some((part) => part.kind === 'text' && part.citations.length > 0)) return parts;
  const joined: Part[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (part.kind === 'text' && last?.kind === 'text')
      joined[joined.length - 1] = {
        kind: 'text',
        text: last.text + part.text,
        citations: [...last.citations, ...part.citations],
      };
    else joined.push(part);
  }
  return joined;
}

function PartView({ part }: { part: Part }) {
  switch (part.kind) {
    case 'text':
      return (
        <div>
          <LongText text={part.text} />
          {part.citations.length > 0 && (
            <p className={styles.note}>Cites {plural(part.citations.length, 'passage')}; see Passages.</p>
          )}
        </div>
      );
    case 'thinking':
      return part.text === null ? (
        <p className={styles.note}>Thinking that the provider encrypted.</p>
      ) : (
        <Fold title="Thinking">
          <LongText text={part.text} />
        </Fold>
      );
    case 'tool-call':
      return (
        <div className={styles.part}>
          <p className={styles.partHead}>
            <Badge tone="violet">tool call</Badge> <code>{part.name}</code> <Id id={part.id} />
          </p>
          <LongText mono text={jsonText(part.input)} />
        </div>
      );
    case 'tool-result':
      return (
        <div className={styles.part}>
          <p className={styles.partHead}>
            <Badge tone={part.isError ? 'danger' : 'info'}>
              {part.isError ? 'tool error' : 'tool result'}
            </Badge>{' '}
            <Id id={part.callId} />
          </p>
          <Parts parts={part.parts} />
        </div>
      );
    case 'image':
      return <Picture url={part.url} note={part.note} />;
    case 'document':
      return (
        <div className={styles.part}>
          <p className={styles.partHead}>
            <Badge tone="info">{part.of === 'document' ? 'document' : 'search result'}</Badge>{' '}
            {part.title ?? ''} <span className={styles.id}>{part.note}</span>
          </p>
          {part.blocks.map((block, at) => (
            <LongText key={at} text={block} />
          ))}
        </div>
      );
    case 'other':
      return (
        <Fold title={`Another part: ${part.type}`}>
          <LongText mono text={jsonText(part.json)} />
        </Fold>
      );
  }
}

const Id = ({ id }: { id: string | null }) => (id ? <span className={styles.id}>{id}</span> : null);

/** A string stays as it is: arguments that are no JSON are seen as the model wrote them. */
export const jsonText = (value: unknown): string =>
  typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? 'nothing');

function Picture({ url, note }: { url: string | null; note: string }) {
  const [isBroken, setBroken] = useState(false);
  if (url === null) return <p className={styles.note}>An image that Cairn does not fetch: {note}</p>;
  if (isBroken) return <p className={styles.note}>An image ({note}) that is not kept whole.</p>;
  return (
    <img className={styles.picture} src={url} alt="Sent with the message" onError={() => setBroken(true)} />
  );
}
