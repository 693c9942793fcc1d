/** The search field of the Practice page. */
export const SEARCH_ID = 'search-notes';

/** Leads to the Practice page with its search field in focus, and with the words if there are any. */
export function searchNotes(go: (to: string) => void, words: string): void {
  go(`/practice${words === '' ? '' : `?q=${encodeURIComponent(words)}`}`);
  focusSearch(60);
}

/** The page may still be on its way; it is waited for, frame by frame, for about a second. */
function focusSearch(frames: number): void {
  const field = document.getElementById(SEARCH_ID);
  if (field) field.focus();
  else if (frames > 0) requestAnimationFrame(() => focusSearch(frames - 1));
}
