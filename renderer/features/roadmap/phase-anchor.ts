/** The element id of a phase on the trail. */
export const phaseAnchor = (phaseId: string): string => `phase-${phaseId}`;

/** Brings a phase of the trail into view and moves the focus to its heading. */
export function scrollToPhase(phaseId: string): void {
  const element = document.getElementById(phaseAnchor(phaseId));
  element?.scrollIntoView({ block: 'start' });
  element?.querySelector<HTMLElement>('h2')?.focus({ preventScroll: true });
}
