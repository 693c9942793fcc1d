import DOMPurify from 'dompurify';
import { marked } from 'marked';
import { useMemo } from 'react';
import { cx } from './cx.ts';
import styles from './markdown.module.css';

const purify = DOMPurify(window);
purify.setConfig({
  USE_PROFILES: { html: true },
  FORBID_TAGS: ['style', 'form', 'input', 'iframe'],
  FORBID_ATTR: ['style', 'id', 'class'],
});
// A link leaves Cairn, so it opens in the browser and learns nothing about this window.
purify.addHook('afterSanitizeAttributes', (node) => {
  if (node.tagName === 'A') {
    node.setAttribute('target', '_blank');
    node.setAttribute('rel', 'noopener noreferrer');
  }
  if (node.tagName === 'PRE') node.setAttribute('tabindex', '0');
});

/** The parser and the sanitiser with it; loaded by the first text that needs them. */
export default function MarkdownBody({ text, className }: { text: string; className?: string }) {
  const html = useMemo(() => purify.sanitize(marked.parse(text, { async: false, gfm: true })), [text]);
  return <div className={cx(styles.markdown, className)} dangerouslySetInnerHTML={{ __html: html }} />;
}
