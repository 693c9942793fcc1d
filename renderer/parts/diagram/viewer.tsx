import Download from 'lucide-react/icons/download';
import Maximize from 'lucide-react/icons/maximize';
import Minus from 'lucide-react/icons/minus';
import Plus from 'lucide-react/icons/plus';
import { useEffect, useRef, type ReactNode } from 'react';
import { Button, cx, ErrorNote, IconButton, Menu, Skeleton, useToasts } from '../../ui/index.ts';
import { exportDiagram, type ExportFormat } from './export.ts';
import { useDrawing } from './use-drawing.ts';
import { useView } from './use-view.ts';
import styles from './viewer.module.css';
import { idOfNode, nodeBox, type NodeNames } from './wire.ts';

interface ViewerProps {
  /** What the drawing is called, for screen readers and as the file name of an export. */
  title: string;
  /** mermaid text. */
  text: string;
  /** The nodes that can be opened, by curriculum id, with the name a screen reader says. */
  names: NodeNames;
  onOpen: (id: string) => void;
  /** A flow is a low strip; a map needs the height. */
  low?: boolean;
  /** At the left of the bar above the drawing. */
  chooser: ReactNode;
  /** Shown over the lower edge of the drawing. */
  children?: ReactNode;
}

const fileName = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');

/** A drawing to zoom, pan, open by node, and save. Its space is reserved, so nothing moves while it loads. */
export function DiagramViewer({ title, text, names, onOpen, low, chooser, children }: ViewerProps) {
  const host = useRef<HTMLDivElement>(null);
  const { svg, drawing, error, redraw } = useDrawing({ host, text, names });
  const { view, fit, zoomIn, zoomOut, show, wasDragged, handlers } = useView(host, drawing);
  const toasts = useToasts();
  useEffect(() => {
    if (svg && view) svg.setAttribute('viewBox', `${view.x} ${view.y} ${view.width} ${view.height}`);
  }, [svg, view]);
  const open = (target: EventTarget): boolean => {
    const node = target instanceof Element ? target.closest('.node[role="button"]') : null;
    const id = node && idOfNode(node);
    if (id) onOpen(id);
    return Boolean(id);
  };
  const save = (format: ExportFormat): void => {
    if (!svg || !drawing) return;
    exportDiagram(svg, { drawing, name: fileName(title), format }).then(
      () => toasts.show(`Saved ${fileName(title)}.${format}.`),
      (reason: unknown) => toasts.fail(reason),
    );
  };
  return (
    <>
      <div className={styles.bar}>
        {chooser}
        <div className={styles.tools} role="toolbar" aria-label="Drawing">
          <IconButton label="Zoom in" shortcut="+" size="sm" onClick={zoomIn}>
            <Plus />
          </IconButton>
          <IconButton label="Zoom out" shortcut="-" size="sm" onClick={zoomOut}>
            <Minus />
          </IconButton>
          <IconButton label="Fit" shortcut="0" size="sm" onClick={fit}>
            <Maximize />
          </IconButton>
          <Menu
            trigger={
              <Button variant="ghost" size="sm" disabled={!drawing}>
                <Download aria-hidden="true" />
                Save
              </Button>
            }
            items={[
              { label: 'As SVG', run: () => save('svg') },
              { label: 'As PNG', run: () => save('png') },
            ]}
          />
        </div>
      </div>
      <div className={cx(styles.viewer, low && styles.low)}>
        {/* The drawing is put in by hand; React only owns the element around it. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- the application role takes keys */}
        <div
          ref={host}
          className={styles.viewport}
          role="application"
          aria-label={`${title}. Plus and minus zoom, arrow keys move, 0 fits, Tab goes through the parts.`}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- zooms and pans by keyboard
          tabIndex={0}
          {...handlers}
          onKeyDown={(event) => {
            const opens = event.key === 'Enter' || event.key === ' ';
            if (opens && open(event.target)) event.preventDefault();
            else handlers.onKeyDown(event);
          }}
          onClick={(event) => {
            if (!wasDragged()) open(event.target);
          }}
          onFocus={(event) => {
            const { target } = event;
            if (svg && target instanceof SVGGraphicsElement && target.matches(':focus-visible'))
              show(nodeBox(svg, target));
          }}
        />
        {!drawing && !error && (
          <div className={styles.loading}>
            <Skeleton height="100%" />
          </div>
        )}
        {error !== null && (
          <div className={styles.failed}>
            <ErrorNote error={error} retry={redraw} />
          </div>
        )}
        {children}
      </div>
    </>
  );
}
