/**
 * Types over the selection as a hand would. The old command is the only way in which a page's own edit of a text field
 * can be undone with Ctrl+Z; where a browser has dropped it, the edit is made without.
 */
export function typeOver(field: HTMLTextAreaElement, text: string): void {
  field.focus();
  if (document.execCommand('insertText', false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, 'end');
  field.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Puts marks around the selection, and selects what is between them. */
export function wrap(field: HTMLTextAreaElement, before: string, after = before): void {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const chosen = value.slice(start, end);
  typeOver(field, `${before}${chosen}${after}`);
  field.setSelectionRange(start + before.length, start + before.length + chosen.length);
}

/** Puts a mark at the start of each selected line. */
export function prefixLines(field: HTMLTextAreaElement, mark: string): void {
  const { selectionStart, selectionEnd, value } = field;
  const start = value.lastIndexOf('\n', selectionStart - 1) + 1;
  field.setSelectionRange(start, selectionEnd);
  const lines = value.slice(start, selectionEnd).split('\n');
  typeOver(field, lines.map((line) => `${mark}${line}`).join('\n'));
}
