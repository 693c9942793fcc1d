import { useEffect, useId, useState } from 'react';
import { tokenColours, useThemeName } from '../../ui/index.ts';
import { CodeBlock } from '../models/code-block.tsx';
import styles from './instructions.module.css';

/** A mermaid picture in the app's colours. Its source is offered as text, and shown when it cannot be drawn. */
export function Picture({ source }: { source: string }) {
  const id = useId().replace(/[^\w]/g, '');
  const theme = useThemeName();
  const [drawn, setDrawn] = useState<{ svg: string } | 'failed' | null>(null);
  useEffect(() => {
    let isGone = false;
    drawPicture(`picture-${id}-${theme}`, source).then(
      (svg) => !isGone && setDrawn({ svg }),
      () => !isGone && setDrawn('failed'),
    );
    return () => {
      isGone = true;
    };
  }, [id, source, theme]);
  if (drawn === 'failed') return <CodeBlock label="Picture as text" text={source.trim()} />;
  return (
    <figure className={styles.picture}>
      {drawn ? (
        <div
          role="img"
          aria-label="Picture; its text is below"
          dangerouslySetInnerHTML={{ __html: drawn.svg }}
        />
      ) : (
        <div className={styles.drawing} aria-hidden="true" />
      )}
      <details>
        <summary>Picture as text</summary>
        <CodeBlock label="Picture as text" text={source.trim()} />
      </details>
    </figure>
  );
}

async function drawPicture(id: string, source: string): Promise<string> {
  const { default: mermaid } = await import('mermaid');
  const c = tokenColours(
    '--surface',
    '--surface-2',
    '--border-strong',
    '--text',
    '--text-2',
    '--accent-soft',
  );
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    secure: [
      'secure',
      'securityLevel',
      'startOnLoad',
      'maxTextSize',
      'themeCSS',
      'fontFamily',
      'altFontFamily',
      'themeVariables',
    ],
    theme: 'base',
    fontFamily: 'Geist Variable, system-ui, sans-serif',
    flowchart: { htmlLabels: false, useMaxWidth: true },
    sequence: { useMaxWidth: true },
    themeVariables: {
      background: c['--surface'],
      primaryColor: c['--accent-soft'],
      primaryTextColor: c['--text'],
      primaryBorderColor: c['--border-strong'],
      secondaryColor: c['--surface-2'],
      tertiaryColor: c['--surface-2'],
      lineColor: c['--text-2'],
      textColor: c['--text'],
      noteBkgColor: c['--surface-2'],
      noteTextColor: c['--text'],
      actorBkg: c['--accent-soft'],
      signalColor: c['--text-2'],
      signalTextColor: c['--text'],
      labelBoxBkgColor: c['--surface-2'],
      edgeLabelBackground: c['--surface'],
      fontSize: '13px',
    },
  });
  return (await mermaid.render(id, source)).svg;
}
