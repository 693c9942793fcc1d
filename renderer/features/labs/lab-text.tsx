import { useMemo } from 'react';
import { Markdown } from '../../ui/index.ts';
import styles from './instructions.module.css';
import { Picture } from './picture.tsx';
import { splitMermaid } from './split-mermaid.ts';

/** A lab's markdown, with its mermaid pictures drawn. */
export function LabText({ text, mayDraw }: { text: string; mayDraw: boolean }) {
  const pieces = useMemo(() => splitMermaid(text), [text]);
  return (
    <div className={styles.text}>
      {pieces.map((piece, index) =>
        piece.kind === 'mermaid' ? (
          <Picture key={index} source={piece.text} mayDraw={mayDraw} />
        ) : (
          <Markdown key={index} text={piece.text} />
        ),
      )}
    </div>
  );
}
