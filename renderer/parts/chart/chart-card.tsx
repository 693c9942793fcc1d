import Download from 'lucide-react/icons/download';
import { useState, type ReactNode } from 'react';
import { Button, Card, cx, Menu, Segmented, useToasts } from '../../ui/index.ts';
import styles from './chart.module.css';
import { ChartTable } from './chart-table.tsx';
import { GridPlot } from './grid-plot.tsx';
import { LevelsPlot } from './levels-plot.tsx';
import type { ChartModel } from './model.ts';
import { CHART_FILES, saveChart, type ChartFile } from './save.ts';
import { SeriesPlot } from './series-plot.tsx';

const FILE_NAMES: Record<ChartFile, string> = {
  png: 'Picture (PNG)',
  svg: 'Picture (SVG)',
  csv: 'Numbers (CSV)',
  json: 'Numbers (JSON)',
};

interface ChartCardProps {
  title: string;
  /** What the picture says, in a sentence: shown under the title, read before the picture. */
  lead: ReactNode;
  /** What a screen reader hears in place of the picture. */
  label: string;
  /** The file name of what is saved, without its ending. */
  name: string;
  /** Null while there is nothing to draw; then `empty` says what would appear. */
  model: ChartModel | null;
  empty: string;
  /** Buttons of this chart alone, before the common ones. */
  actions?: ReactNode;
  /** Takes the whole width of a grid of charts. */
  wide?: boolean;
  /** Drawn in place of the common picture of the model. */
  children?: ReactNode;
}

/** The frame of every chart: what it says, the picture or its table, and its files. */
export function ChartCard(props: ChartCardProps) {
  const { title, lead, label, name, model, empty, actions, wide, children } = props;
  const [look, setLook] = useState<'chart' | 'table'>('chart');
  return (
    <Card
      title={title}
      className={cx(wide && styles.wide)}
      actions={
        <div className={styles.actions}>
          {actions}
          {model && (
            <>
              <Segmented
                label={`Show ${title.toLowerCase()} as`}
                value={look}
                options={LOOKS}
                onChange={setLook}
              />
              <SaveMenu model={model} title={title} name={name} />
            </>
          )}
        </div>
      }
    >
      <p className={styles.lead}>{lead}</p>
      {!model && <p className={styles.empty}>{empty}</p>}
      {model && look === 'table' && <ChartTable model={model} title={title} />}
      {model && look === 'chart' && (children ?? <Picture model={model} label={label} />)}
    </Card>
  );
}

const LOOKS = [
  { value: 'chart', label: 'Chart' },
  { value: 'table', label: 'Table' },
] as const;

function Picture({ model, label }: { model: ChartModel; label: string }) {
  switch (model.kind) {
    case 'series':
      return <SeriesPlot model={model} label={label} />;
    case 'grid':
      return <GridPlot model={model} label={label} />;
    case 'levels':
      return <LevelsPlot model={model} label={label} />;
    case 'calendar':
      return null;
  }
}

function SaveMenu({ model, title, name }: { model: ChartModel; title: string; name: string }) {
  const toasts = useToasts();
  const save = (format: ChartFile): void => {
    saveChart(model, { title, name, format }).then(
      () => toasts.show(`Saved ${name}.${format}.`),
      (reason: unknown) => toasts.fail(reason),
    );
  };
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Save ${title.toLowerCase()}`}>
          <Download aria-hidden="true" />
          Save
        </Button>
      }
      items={CHART_FILES.map((format) => ({ label: FILE_NAMES[format], run: () => save(format) }))}
    />
  );
}
