import { Link } from 'wouter';
import type { TraceSpan, Waterfall } from '../../../../electron/shared/traces.ts';
import { useArrowFocus } from '../../../parts/use-arrow-focus.ts';
import { Tooltip } from '../../../ui/index.ts';
import { duration } from '../../models/amounts.ts';
import { CallBadges } from '../call-badges.tsx';
import { timeScale, type TimeScale } from './scale.ts';
import { SPAN_NAMES } from './spans.ts';
import styles from './waterfall.module.css';

type Row = Waterfall['calls'][number];

/** Calls as bars on one time axis. Each row leads to its call; arrow keys go from row to row. */
export function Bars({ rows }: { rows: readonly Row[] }) {
  const arrows = useArrowFocus();
  const scale = timeScale(rows.map(({ call, offsetMs }) => [offsetMs, offsetMs + call.totalMs]));
  return (
    <div className={styles.waterfall}>
      <ul className={styles.legend} aria-label="What the bars show">
        {Object.entries(SPAN_NAMES).map(([name, title]) => (
          <li key={name}>
            <i data-span={name.replace(' ', '-')} />
            {title}
          </li>
        ))}
        {scale.folds.length > 0 && (
          <li>
            <i data-span="fold" />
            Nothing happened; drawn short
          </li>
        )}
      </ul>
      <Axis scale={scale} />
      <ol className={styles.rows} ref={arrows}>
        {rows.map((row) => (
          <li key={row.call.id}>
            <BarRow row={row} scale={scale} />
          </li>
        ))}
      </ol>
    </div>
  );
}

function BarRow({ row: { call, offsetMs, spans }, scale }: { row: Row; scale: TimeScale }) {
  return (
    <Tooltip content={<Times row={{ call, offsetMs, spans }} />}>
      <Link href={`/traces/${call.id}`} className={styles.row} data-arrow-stop>
        <span className={styles.name}>
          <span className="sr">Call </span>
          <span className={styles.index}>{call.callIndex ?? '–'}</span>
          <span className={styles.model}>{call.model}</span>
        </span>
        <span className={styles.result}>
          <CallBadges call={call} />
        </span>
        <span className={styles.track}>
          {scale.folds.map((fold) => (
            <i key={fold.at} data-span="fold" style={place(fold.at, fold.at + fold.width)} />
          ))}
          {spans.map((span) => (
            <i
              key={span.name}
              data-span={span.name.replace(' ', '-')}
              style={place(scale.at(offsetMs + span.startMs), scale.at(offsetMs + span.endMs))}
            />
          ))}
        </span>
        <span className={styles.took}>{duration(call.totalMs)}</span>
        <span className="sr">
          Begins after {duration(offsetMs)}. {inWords(spans)}.
        </span>
      </Link>
    </Tooltip>
  );
}

const place = (from: number, to: number) => ({
  left: `${from * 100}%`,
  width: `${Math.max(0, to - from) * 100}%`,
});

const inWords = (spans: readonly TraceSpan[]): string =>
  spans.map(({ name, startMs, endMs }) => `${SPAN_NAMES[name]} ${duration(endMs - startMs)}`).join(', ');

function Times({ row: { call, offsetMs, spans } }: { row: Row }) {
  return (
    <span className={styles.times}>
      <span>Began after {duration(offsetMs)}</span>
      {spans.map(({ name, startMs, endMs }) => (
        <span key={name}>
          {SPAN_NAMES[name]} {duration(endMs - startMs)}
        </span>
      ))}
      <span>In all {duration(call.totalMs)}</span>
    </span>
  );
}

function Axis({ scale }: { scale: TimeScale }) {
  return (
    <div className={styles.axis} aria-hidden="true">
      <span className={styles.track}>
        {scale.ticks.map((tick) => (
          <span key={tick.ms} style={{ left: `${tick.at * 100}%` }}>
            {duration(tick.ms)}
          </span>
        ))}
      </span>
    </div>
  );
}
