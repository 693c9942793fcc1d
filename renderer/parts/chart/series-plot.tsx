import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { cx, tokenColours, useThemeName } from '../../ui/index.ts';
import styles from './chart.module.css';
import type { SeriesModel } from './model.ts';
import { tokensOf, uplotData, uplotOptions } from './uplot-options.ts';
import { sayPoint, showPoint, showValue } from './words.ts';

const HEIGHT = 240;
const LEAST_WIDTH = 200;

/** Draws a model into an element. */
export function drawSeries(
  host: HTMLElement,
  model: SeriesModel,
  onPoint: (index: number | null) => void,
): uPlot {
  const options = uplotOptions(model, tokenColours(...tokensOf(model)), onPoint);
  const width = Math.max(LEAST_WIDTH, host.clientWidth);
  return new uPlot({ ...options, width, height: HEIGHT }, uplotData(model), host);
}

/** A chart over time. The line above it is legend and reading in one; arrow keys move along the points. */
export function SeriesPlot({ model, label }: { model: SeriesModel; label: string }) {
  // A canvas cannot follow a CSS variable: another theme is another chart.
  return <Plot key={useThemeName()} model={model} label={label} />;
}

function Plot({ model, label }: { model: SeriesModel; label: string }) {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const [at, setAt] = useState<number | null>(null);
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const chart = drawSeries(element, model, setAt);
    plot.current = chart;
    // The first report is the size it was drawn with.
    let width = chart.width;
    const observer = new ResizeObserver(() => {
      const next = Math.max(LEAST_WIDTH, element.clientWidth);
      if (next !== width) chart.setSize({ width: (width = next), height: HEIGHT });
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.destroy();
      plot.current = null;
    };
  }, [model]);
  const usual = useMemo(() => lastKnown(model), [model]);
  const index = at ?? usual;
  const onKey = (event: KeyboardEvent): void => {
    const next = moveIndex(index, event.key, model.days.length);
    if (next === null) return;
    event.preventDefault();
    const chart = plot.current;
    chart?.setCursor({ left: chart.valToPos(chart.data[0][next] ?? 0, 'x'), top: 0 });
    setAt(next);
    setSpoken(sayPoint(model, next));
  };
  return (
    <>
      <Reading model={model} at={index} />
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrow keys read the points out */}
      <div
        ref={host}
        className={styles.plot}
        role="application"
        aria-roledescription="chart"
        aria-label={`${label} Arrow keys move along the points.`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- arrow keys read the points out
        tabIndex={0}
        onKeyDown={onKey}
        onBlur={() => plot.current?.setCursor({ left: -10, top: -10 })}
      />
      <p className="sr" aria-live="polite">
        {spoken}
      </p>
    </>
  );
}

/** The last point at which something was measured, not forecast: where reading begins. */
function lastKnown({ series, days }: SeriesModel): number {
  const first = series[0]?.values ?? [];
  const last = first.findLastIndex((value) => value !== null);
  return last < 0 ? days.length - 1 : last;
}

function moveIndex(index: number, key: string, count: number): number | null {
  const next = {
    ArrowLeft: index - 1,
    ArrowRight: index + 1,
    PageUp: index - 10,
    PageDown: index + 10,
    Home: 0,
    End: count - 1,
  }[key];
  return next === undefined ? null : Math.min(count - 1, Math.max(0, next));
}

function Reading({ model, at }: { model: SeriesModel; at: number }) {
  const date = showPoint(model.days[at] ?? 0, model.step);
  return (
    <p className={styles.reading}>
      <span className={styles.when}>{model.step === 'week' ? `Week of ${date}` : date}</span>
      {model.series.map(({ label, values, colour, look }) => {
        const value = values[at];
        return (
          <span key={label} className={styles.entry}>
            <i
              className={cx(styles.swatch, (look === 'dashed' || look === 'step') && styles.thin)}
              style={{ background: `var(${colour})` }}
            />
            {label}
            <strong className="mono">
              {value === null || value === undefined ? '–' : showValue(value, model.unit)}
            </strong>
          </span>
        );
      })}
      {model.bands?.map(({ label, low, high, colour }) => {
        const [from, to] = [low[at] ?? null, high[at] ?? null];
        const isRange = from !== null && to !== null && to - from >= 0.5;
        return (
          <span key={label} className={styles.entry}>
            <i className={cx(styles.swatch, styles.faint)} style={{ background: `var(${colour})` }} />
            {label}
            <strong className="mono">{isRange ? `${from.toFixed(0)}–${to.toFixed(0)} h` : '–'}</strong>
          </span>
        );
      })}
    </p>
  );
}
