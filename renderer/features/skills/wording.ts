import type { Requirement } from '../../../electron/shared/skills.ts';
import type { Band } from './select.ts';

/** What each band of the matrix asks of a person. */
export const BAND_TEXT: Record<Band, { title: string; what: string }> = {
  P0: { title: 'Learn first', what: 'Used in almost every feature you will ship.' },
  P1: { title: 'Learn next', what: 'What separates a product from a demo.' },
  P2: { title: 'When the work asks', what: 'Rarer; valuable at scale.' },
  P3: { title: 'Only in a research lab', what: 'Know that it exists.' },
  base: { title: 'Keep sharp', what: 'The fundamentals the rest stands on.' },
};

const plural = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

/** One thing that is missing for the next level, as something to do. */
export function requirementText({ what, have, need }: Requirement): string {
  const left = Math.round((need - have) * 10) / 10;
  switch (what) {
    case 'hours':
      return `${plural(left, 'more hour')} of practice`;
    case 'labSteps':
      return `${plural(left, 'more lab step')} passed`;
    case 'labs':
      return `${plural(left, 'more lab')} passed from start to end`;
    case 'evidence':
      return `${plural(left, 'more target')} done with evidence attached`;
  }
}

/** How far along a requirement is: "3 of 10 h". */
export function requirementShare({ what, have, need }: Requirement): string {
  return `${have} of ${need}${what === 'hours' ? ' h' : ''}`;
}
