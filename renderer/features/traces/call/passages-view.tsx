import { useMemo, useRef, useState } from 'react';
import { EmptyState } from '../../../ui/index.ts';
import type { Exchange } from '../messages/parts.ts';
import { findPassages, type Passages } from '../passages/find.ts';
import { plural } from '../show.ts';
import { AnswerMarks } from './answer-marks.tsx';
import { excerptsOf, type Excerpt } from './excerpts.ts';
import styles from './call.module.css';

/** Which passages of the request fed the answer: marks in the answer lead to them, and back. */
export function PassagesView({ exchange }: { exchange: Exchange }) {
  const found = useMemo(() => findPassages(exchange), [exchange]);
  if (found.answer === '')
    return <EmptyState title="No text to follow">The answer has no text, or is not kept.</EmptyState>;
  if (found.links.length === 0 && found.broken.length === 0)
    return (
      <EmptyState title="No passage found">
        The answer cites nothing, and shares no run of four words and no number with{' '}
        {plural(found.searched, 'text')} of the request. It may be in other words than its source.
      </EmptyState>
    );
  return <Followed found={found} />;
}

function Followed({ found }: { found: Passages }) {
  const [at, setAt] = useState<number | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const { links, sources, broken } = found;
  const cited = links.filter(({ how }) => how === 'cited').length;
  const goTo = (part: 'answer' | 'passage', index: number): void => {
    setAt(index);
    const shown = part === 'passage' ? shownAs(links, index) : index;
    const mark = place.current?.querySelector<HTMLElement>(`[data-${part}="${shown}"]`);
    mark?.focus({ preventScroll: true });
    mark?.scrollIntoView({ block: 'center' });
  };
  return (
    <div className={styles.passages} ref={place}>
      <p className={styles.note}>
        {cited > 0 && `${plural(cited, 'mark')} by the model’s own citations. `}
        {links.length > cited &&
          `${plural(links.length - cited, 'mark')} guessed: the same words or the same number are in both. `}
        {broken.length > 0 && `${plural(broken.length, 'citation leads', 'citations lead')} nowhere. `}
        Press a mark to go to its passage, and the passage to come back.
      </p>
      <div className={styles.columns}>
        <section aria-label="Answer" className={styles.column}>
          <h3>Answer</h3>
          <AnswerMarks found={found} at={at} onGo={(index) => goTo('passage', index)} />
          {broken.map(({ reason }, index) => (
            <p key={index} className={styles.broken}>
              A citation leads nowhere. {reason}
            </p>
          ))}
        </section>
        <section aria-label="Passages of the request" className={styles.column}>
          <h3>
            {plural(sources.length, 'text')} of {found.searched} in the request
          </h3>
          {sources.map((source) => (
            <article key={source.id} className={styles.source}>
              <h4>{source.title}</h4>
              {excerptsOf(source.text, linksTo(found, source.id)).map((excerpt) => (
                <ExcerptView key={excerpt.from} excerpt={excerpt} found={found} at={at} onBack={goTo} />
              ))}
            </article>
          ))}
        </section>
      </div>
    </div>
  );
}

/** Of marks on the same words of a source only the first is drawn; the others lead to it. */
function shownAs(links: Passages['links'], index: number): number {
  const { source, passage } = links[index]!;
  return links.findIndex(
    (link) => link.source === source && link.passage[0] < passage[1] && passage[0] < link.passage[1],
  );
}

const linksTo = ({ links }: Passages, source: string) =>
  links.flatMap((link, index) => (link.source === source ? [{ index, passage: link.passage }] : []));

interface ExcerptProps {
  excerpt: Excerpt;
  found: Passages;
  at: number | null;
  onBack: (part: 'answer', index: number) => void;
}

function ExcerptView({ excerpt, found, at, onBack }: ExcerptProps) {
  return (
    <div className={styles.text}>
      {excerpt.isCutBefore && '… '}
      {excerpt.pieces.map(({ text, from, link }) =>
        link === null ? (
          <span key={from}>{text}</span>
        ) : (
          <button
            key={from}
            type="button"
            className={styles.mark}
            data-how={found.links[link]!.how}
            data-passage={link}
            data-here={at === link || undefined}
            onClick={() => onBack('answer', link)}
          >
            {text}
            <sup>{link + 1}</sup>
          </button>
        ),
      )}
      {excerpt.isCutAfter && ' …'}
    </div>
  );
}
