import PanelLeftClose from 'lucide-react/icons/panel-left-close';
import PanelLeftOpen from 'lucide-react/icons/panel-left-open';
import PanelRightClose from 'lucide-react/icons/panel-right-close';
import PanelRightOpen from 'lucide-react/icons/panel-right-open';
import { useState, type ReactNode, type RefObject } from 'react';
import { Panel, type PanelImperativeHandle } from 'react-resizable-panels';
import { Tooltip } from '../../ui/index.ts';
import styles from './side-pane.module.css';

/** As wide as its button: what is left of a pane that is hidden. */
const RAIL_PX = 36;

interface SidePaneProps {
  name: 'instructions' | 'results';
  title: string;
  panelRef: RefObject<PanelImperativeHandle | null>;
  /** Hidden when the window was last left. */
  wasHidden: boolean;
  onToggle: () => void;
  children: ReactNode;
}

const ICONS = {
  instructions: { hide: PanelLeftClose, show: PanelLeftOpen },
  results: { hide: PanelRightClose, show: PanelRightOpen },
};

/** An outer pane with the button that hides it. Hidden, a rail stays with the same button, which brings it back. */
export function SidePane({ name, title, panelRef, wasHidden, onToggle, children }: SidePaneProps) {
  const [isHidden, setHidden] = useState(wasHidden);
  const Icon = ICONS[name][isHidden ? 'show' : 'hide'];
  const label = `${isHidden ? 'Show' : 'Hide'} the ${title.toLowerCase()}`;
  return (
    <Panel
      id={name}
      defaultSize="26"
      minSize={220}
      collapsible
      collapsedSize={RAIL_PX}
      panelRef={panelRef}
      onResize={({ inPixels }) => setHidden(inPixels <= RAIL_PX + 1)}
    >
      <div className={styles.pane} data-pane={name}>
        <Tooltip content={label}>
          <button
            type="button"
            className={styles.button}
            aria-label={label}
            aria-expanded={!isHidden}
            onClick={onToggle}
          >
            <Icon aria-hidden="true" />
            <span className={styles.title} aria-hidden="true">
              {title}
            </span>
          </button>
        </Tooltip>
        <div className={styles.content}>{children}</div>
      </div>
    </Panel>
  );
}
