import { useImperativeHandle, useRef, useSyncExternalStore, type ReactNode, type RefObject } from 'react';
import { Group, Panel, Separator, useDefaultLayout, usePanelRef } from 'react-resizable-panels';
import { Segmented } from '../../ui/index.ts';
import { SidePane } from './side-pane.tsx';
import styles from './workspace.module.css';

export type PaneName = 'instructions' | 'code' | 'results';

/** What the workspace's commands ask of the panes. */
export interface PanesControls {
  /** Hides a side pane, or shows it again. In a narrow window it shows it. */
  toggle(pane: 'instructions' | 'results'): void;
  /** Puts the focus into the next pane, or the one before. */
  next(by: 1 | -1): void;
}

interface PanesProps {
  instructions: ReactNode;
  code: ReactNode;
  results: ReactNode;
  /** Which one a narrow window shows. */
  shown: PaneName;
  onShown: (pane: PaneName) => void;
  controls: RefObject<PanesControls | null>;
}

/** A smaller share of the width than any window gives to a pane that is shown. */
const HIDDEN_SHARE = 5;
/** Below this the three do not fit side by side. */
const NARROW = '(max-width: 1000px)';

const PANES = [
  { value: 'instructions', label: 'Instructions' },
  { value: 'code', label: 'Code' },
  { value: 'results', label: 'Results' },
] as const;

/** Three panes with remembered widths, of which the outer two can be hidden; in a narrow window one at a time. */
export function Panes({ instructions, code, results, shown, onShown, controls }: PanesProps) {
  const isNarrow = useMedia(NARROW);
  const refs = { instructions: usePanelRef(), results: usePanelRef() };
  const box = useRef<HTMLDivElement>(null);
  const { defaultLayout, onLayoutChanged } = useDefaultLayout({
    id: 'cairn-lab-panes',
    storage: localStorage,
  });
  const wasHidden = (pane: PaneName): boolean => (defaultLayout?.[pane] ?? 100) < HIDDEN_SHARE;
  useImperativeHandle(controls, () => ({
    toggle(pane) {
      const panel = refs[pane].current;
      if (isNarrow) onShown(shown === pane ? 'code' : pane);
      else if (panel?.isCollapsed()) panel.expand();
      else panel?.collapse();
    },
    next(by) {
      const order = PANES.map(({ value }) => value);
      const at = isNarrow ? order.indexOf(shown) : order.indexOf(paneOfFocus(box.current) ?? 'results');
      const pane = order[(at + by + order.length) % order.length]!;
      if (isNarrow) onShown(pane);
      else if (pane !== 'code' && refs[pane].current?.isCollapsed()) refs[pane].current?.expand();
      requestAnimationFrame(() => focusIn(box.current, pane));
    },
  }));
  if (isNarrow) {
    return (
      <div className={styles.narrow} ref={box}>
        <div className={styles.switch}>
          <Segmented label="Pane" value={shown} options={PANES} onChange={onShown} />
        </div>
        {PANES.map(({ value }) => (
          // The code stays: the editor would lose its undo, and a check its place.
          <div key={value} className={styles.single} data-pane={value} hidden={value !== shown}>
            {value === 'code' || value === shown ? { instructions, code, results }[value] : null}
          </div>
        ))}
      </div>
    );
  }
  return (
    <Group
      className={styles.panes}
      orientation="horizontal"
      elementRef={box}
      {...(defaultLayout ? { defaultLayout } : {})}
      onLayoutChanged={onLayoutChanged}
    >
      <SidePane
        name="instructions"
        title="Instructions"
        panelRef={refs.instructions}
        wasHidden={wasHidden('instructions')}
        onToggle={() => controls.current?.toggle('instructions')}
      >
        {instructions}
      </SidePane>
      <Separator
        className={styles.separator}
        aria-label="Width of the instructions"
        onDoubleClick={() => controls.current?.toggle('instructions')}
      />
      <Panel id="code" defaultSize="48" minSize={260}>
        <div className={styles.pane} data-pane="code">
          {code}
        </div>
      </Panel>
      <Separator
        className={styles.separator}
        aria-label="Width of the results"
        onDoubleClick={() => controls.current?.toggle('results')}
      />
      <SidePane
        name="results"
        title="Results"
        panelRef={refs.results}
        wasHidden={wasHidden('results')}
        onToggle={() => controls.current?.toggle('results')}
      >
        {results}
      </SidePane>
    </Group>
  );
}

const PLACES: Record<PaneName, string> = {
  instructions: '[aria-current="step"]',
  code: '.monaco-editor .native-edit-context, .monaco-editor textarea, [role="tab"][aria-selected="true"]',
  results: '[role="tab"][aria-selected="true"]',
};

function focusIn(box: HTMLElement | null, pane: PaneName): void {
  box?.querySelector(`[data-pane="${pane}"]`)?.querySelector<HTMLElement>(PLACES[pane])?.focus();
}

function paneOfFocus(box: HTMLElement | null): PaneName | undefined {
  const { activeElement } = document;
  return PANES.find(({ value }) => box?.querySelector(`[data-pane="${value}"]`)?.contains(activeElement))
    ?.value;
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
