import Maximize from 'lucide-react/icons/maximize-2';
import { useEffect, useState } from 'react';
import { pictureText } from '../../../electron/shared/picture-text/picture-text.ts';
import { Dialog, IconButton, useThemeName } from '../../ui/index.ts';
import { CodeBlock } from '../models/code-block.tsx';
import { drawDiagram } from '../../parts/diagram/draw.ts';
import styles from './instructions.module.css';
import { useIdle } from './use-idle.ts';

/** Drawing one takes as long as all the rest of a page, and the labs have few: each is drawn once in a window's life. */
const drawings = new Map<string, { svg: string }>();

/** A mermaid picture in the app's colours. It opens large with its text; text alone is shown when it cannot be drawn. */
export function Picture({ source, mayDraw }: { source: string; mayDraw: boolean }) {
  const theme = useThemeName();
  const [large, setLarge] = useState(false);
  const [last, setLast] = useState<{ svg: string } | 'failed' | null>(null);
  const isIdle = useIdle(mayDraw);
  const key = `${theme}:${source}`;
  const kept = drawings.get(key);
  useEffect(() => {
    if (!isIdle || kept) return;
    let isGone = false;
    drawDiagram(source, theme).then(
      (svg) => {
        drawings.set(key, { svg });
        if (!isGone) setLast({ svg });
      },
      () => !isGone && setLast('failed'),
    );
    return () => {
      isGone = true;
    };
  }, [isIdle, key, kept, source, theme]);
  const drawn = kept ?? last;
  const told = pictureText(source);
  const text = told ?? source.trim();
  if (drawn === 'failed') return <CodeBlock label="Picture as text" text={text} />;
  return (
    <figure className={styles.picture}>
      {drawn && !large ? (
        <Drawing svg={drawn.svg} told={told} />
      ) : (
        <div className={styles.drawing} aria-hidden="true" />
      )}
      <IconButton
        label="Enlarge the picture"
        size="sm"
        className={styles.enlarge}
        onClick={() => setLarge(true)}
      >
        <Maximize />
      </IconButton>
      <Dialog open={large} onClose={() => setLarge(false)} title="Picture" wide>
        <div className="stack">
          {drawn && <Drawing svg={drawn.svg} told={told} />}
          <CodeBlock label="The picture as text" text={text} />
        </div>
      </Dialog>
    </figure>
  );
}

/** @param told what the picture says, for those who do not see it */
function Drawing({ svg, told }: { svg: string; told: string | null }) {
  return (
    <div
      className={styles.drawn}
      role="img"
      aria-label={told ? `A picture. ${told}` : 'A picture; enlarge it to read it as text'}
      dangerouslySetInnerHTML={{ __html: svg }}
    />
  );
}
