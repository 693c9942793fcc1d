import DOMPurify from 'dompurify';
import { marked } from 'marked';

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

/** Markdown as HTML that is safe to show: no script, no style, no form, no remote frame. */
export const markdownHtml = (text: string): string =>
  purify.sanitize(marked.parse(text, { async: false, gfm: true }));
