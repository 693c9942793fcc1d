import { nodeName } from '../../../electron/shared/diagram.ts';

/** The element id of a target's button on the trail. */
export const targetAnchor = (targetId: string): string => `target-${targetId}`;

/**
 * Gives the focus back after a target was closed. The picture may have been drawn anew meanwhile, so the
 * dialog itself cannot: the element that opened it is gone.
 * @param fromPicture whether the target was opened from the picture
 */
export function returnFocus(targetId: string, fromPicture: boolean): void {
  // After the dialog's own attempt, which lands on the body when its opener is gone.
  setTimeout(() => {
    if (document.activeElement && document.activeElement !== document.body) return;
    const node = document.querySelector<SVGElement>(`.node.${nodeName(targetId)}`);
    const row = document.getElementById(targetAnchor(targetId));
    ((fromPicture && node) || row)?.focus({ preventScroll: true });
  }, 50);
}
