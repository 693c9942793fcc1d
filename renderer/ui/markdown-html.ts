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
  // What may scroll has to be reached by keyboard.
  if (node.tagName === 'PRE' || node.tagName === 'TABLE') node.setAttribute('tabindex', '0');
});

/** Markdown as HTML that is safe to show: no script, no style, no form, no remote frame. */
export function markdownHtml(text: string): string {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const html = purify.sanitize(marked.parse(text, { async: false, gfm: true }));
  if (text.length > MAX_KEPT) return html;
  const oldest = parsed.keys().next();
  if (parsed.size >= MAX_PARSED && !oldest.done) parsed.delete(oldest.value);
  parsed.set(text, html);
  return html;
}

/** A text is parsed once: a lab that opens again, or was looked at before the click, draws at once. */
const parsed = new Map<string, string>();
const MAX_PARSED = 64;
/** Characters; a longer text is a note that is being written. */
const MAX_KEPT = 20_000;
