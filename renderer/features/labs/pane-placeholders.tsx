import editor from './editor-pane.module.css';
import results from './results.module.css';
import verdict from './verdict.module.css';
import { Skeleton } from '../../ui/index.ts';

/** The code pane's frame for the moment until it is drawn, each part in its size. */
export function CodePlaceholder() {
  return (
    <div className={editor.pane} aria-hidden="true">
      <div className={editor.bar} />
      <div className={editor.code}>
        <EditorLines />
      </div>
      <div className={editor.status} />
    </div>
  );
}

/** The results' frame for the same moment. */
export function ResultsPlaceholder() {
  return (
    <div className={results.pane} aria-hidden="true">
      <div className={verdict.verdict} />
    </div>
  );
}

/** Lines as of a file. */
export function EditorLines() {
  return (
    <div className={editor.placeholder}>
      {[38, 62, 54, 0, 46, 71, 66, 30, 0, 58, 44].map((width, index) => (
        <Skeleton key={index} height={12} width={`${width}%`} />
      ))}
    </div>
  );
}
