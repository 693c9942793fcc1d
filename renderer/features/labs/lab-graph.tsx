import { useEffect, useMemo, useRef, useState } from 'react';
import { Link } from 'wouter';
import { cx } from '../../ui/index.ts';
import { useArrowFocus } from '../../parts/use-arrow-focus.ts';
import { ScrollBox } from '../models/scroll-box.tsx';
import { ancestors, layoutGraph, NODE_HEIGHT } from './graph-layout.ts';
import { stateOf, type Entry, type EntryState } from './catalogue.ts';
import styles from './lab-graph.module.css';

const STATE_TEXT: Record<EntryState, string> = {
  new: 'new',
  started: 'started',
  stale: 'check again',
  passed: 'passed',
  later: 'not in this version',
};

/** Around the nodes, in pixels, so that the ring of a focused one is not cut. */
const PADDING = 3;

interface LabGraphProps {
  entries: readonly Entry[];
  /** Ids that fit the filters; the others stay, faint. */
  shown: ReadonlySet<string>;
}

/** Which lab comes before which, left to right. Under it the same in words. */
export function LabGraph({ entries, shown }: LabGraphProps) {
  const box = useRef<HTMLDivElement>(null);
  const [available, setAvailable] = useState(0);
  const [lit, setLit] = useState<string | null>(null);
  const arrows = useArrowFocus();
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setAvailable(element.clientWidth - 2 * PADDING));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const layout = useMemo(() => layoutGraph(entries, available), [entries, available]);
  const way = lit === null ? null : ancestors(lit, entries).add(lit);
  const isFaint = (id: string): boolean => (way ? !way.has(id) : !shown.has(id));
  return (
    <div className={styles.graph} ref={box}>
      <ScrollBox label="Labs by what comes before them" className={styles.scroll}>
        <ol className={styles.nodes} ref={arrows} style={{ width: layout.width, height: layout.height }}>
          <svg className={styles.lines} width={layout.width} height={layout.height} aria-hidden="true">
            {layout.edges.map(({ from, to, path }) => (
              <path key={`${from}-${to}`} d={path} data-lit={(way?.has(from) && way.has(to)) || undefined} />
            ))}
          </svg>
          {layout.nodes.map(({ id, x, y }) => {
            const entry = entries.find((one) => one.id === id)!;
            return (
              <li
                key={id}
                className={styles.node}
                data-state={stateOf(entry)}
                data-faint={isFaint(id) || undefined}
                style={{ left: x, top: y, width: layout.nodeWidth, height: NODE_HEIGHT }}
              >
                <Node entry={entry} onLit={setLit} />
              </li>
            );
          })}
        </ol>
      </ScrollBox>
      <details className={styles.words}>
        <summary>The graph in words</summary>
        <ul>
          {entries.map((entry) => (
            <li key={entry.id}>
              {entry.title}, {STATE_TEXT[stateOf(entry)]}: {beforeText(entry, entries)}
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

function beforeText({ prerequisites }: Entry, entries: readonly Entry[]): string {
  const titles = prerequisites.flatMap((id) => entries.find((entry) => entry.id === id)?.title ?? []);
  return titles.length === 0 ? 'nothing comes before it.' : `after ${titles.join(' and ')}.`;
}

function Node({ entry, onLit }: { entry: Entry; onLit: (id: string | null) => void }) {
  const { lab, title } = entry;
  const state = stateOf(entry);
  const inner = (
    <>
      <span className={styles.title}>{title}</span>
      <span className={styles.facts}>
        <span className={styles.state}>{STATE_TEXT[state]}</span>
        {lab && (
          <span className={styles.numbers}>
            {lab.state !== 'new' && `${lab.stepsPassed}/${lab.steps} · `}
            {lab.minutes} min
          </span>
        )}
      </span>
    </>
  );
  if (!lab) return <div className={cx(styles.face, styles.later)}>{inner}</div>;
  return (
    <Link
      href={`/labs/${entry.id}`}
      className={styles.face}
      data-arrow-stop=""
      onMouseEnter={() => onLit(entry.id)}
      onMouseLeave={() => onLit(null)}
      onFocus={() => onLit(entry.id)}
      onBlur={() => onLit(null)}
    >
      {inner}
    </Link>
  );
}
