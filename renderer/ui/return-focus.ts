/** A menu is gone when what was chosen in it opens. */
const PASSING = '[role="menu"]';
const DIALOG = '[role="dialog"]';

/** What had the focus last, menus aside; null when it was given up. */
let last: HTMLElement | SVGElement | null = null;
/** What had the focus before each dialog took it. */
const before = new WeakMap<Element, HTMLElement | SVGElement>();

/** Steps of the roadmap are part of a picture. */
const isFocusable = (target: EventTarget | null): target is HTMLElement | SVGElement =>
  target instanceof HTMLElement || target instanceof SVGElement;

document.addEventListener('focusin', ({ target }) => {
  if (!isFocusable(target) || target.closest(PASSING)) return;
  const dialog = target.closest(DIALOG);
  if (dialog && last && !before.has(dialog) && !dialog.contains(last)) before.set(dialog, last);
  last = target;
});
document.addEventListener('focusout', ({ target, relatedTarget }) => {
  // A dialog that closes gives the focus up as well, and what it opens comes after.
  const isLeft =
    relatedTarget === null && target instanceof Element && !target.closest(`${PASSING}, ${DIALOG}`);
  if (isLeft && target === last) last = null;
});

/**
 * Gives the focus back to what had it before a dialog: Radix knows only of a trigger of its own, and Cairn's dialogs are
 * opened by anything. Of something in a dialog that has closed meanwhile, to what was before that one.
 */
export function returnFocus(event: Event): void {
  let dialog = event.currentTarget;
  let place: HTMLElement | SVGElement | undefined;
  while (dialog instanceof Element) {
    place = before.get(dialog);
    if (place?.isConnected) break;
    dialog = place?.closest(DIALOG) ?? null;
  }
  if (!place?.isConnected) return;
  event.preventDefault();
  place.focus();
}
