import { useSyncExternalStore, type ReactNode } from 'react';
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels';
import { Segmented } from '../../ui/index.ts';
import styles from './workspace.module.css';

interface PanesProps {
  instructions: ReactNode;
  code: ReactNode;
  results: ReactNode;
  /** Which one a narrow window shows. */
  shown: string;
  onShown: (pane: string) => void;
}

/** Below this the three do not fit side by side. */
const NARROW = '(max-width: 1000px)';

const PANES = [
  { value: 'instructions', label: 'Instructions' },
  { value: 'code', label: 'Code' },
  { value: 'results', label: 'Results' },
] as const;

/** Three panes with remembered widths; in a narrow window one at a time. */
export function Panes({ instructions, code, results, shown, onShown }: PanesProps) {
  const isNarrow = useMedia(NARROW);
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: 'cairn-lab-panes',
    storage: localStorage,
  });
  if (isNarrow) {
    const content = { instructions, code, results }[shown] ?? instructions;
    return (
      <>
        <div className={styles.switch}>
          <Segmented
            label="Pane"
            value={PANES.find(({ value }) => value === shown)?.value ?? 'instructions'}
            options={PANES}
            onChange={onShown}
          />
        </div>
        <div className={styles.single}>{content}</div>
      </>
    );
  }
  return (
    <Group
      className={styles.panes}
      orientation="horizontal"
      {...(defaultLayout ? { defaultLayout } : {})}
      onLayoutChanged={onLayoutChanged}
    >
      <Panel id="instructions" defaultSize="28" minSize={220}>
        {instructions}
      </Panel>
      <Separator className={styles.separator} aria-label="Width of the instructions" />
      <Panel id="code" defaultSize="46" minSize={260}>
        {code}
      </Panel>
      <Separator className={styles.separator} aria-label="Width of the results" />
      <Panel id="results" defaultSize="26" minSize={220}>
        {results}
      </Panel>
    </Group>
  );
}

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}
