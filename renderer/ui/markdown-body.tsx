import { useMemo } from 'react';
import { cx } from './cx.ts';
import { markdownHtml } from './markdown-html.ts';
import styles from './markdown.module.css';

/** The parser and the sanitiser with it; loaded by the first text that needs them. */
export default function MarkdownBody({ text, className }: { text: string; className?: string }) {
  const html = useMemo(() => markdownHtml(text), [text]);
  return <div className={cx(styles.markdown, className)} dangerouslySetInnerHTML={{ __html: html }} />;
}
