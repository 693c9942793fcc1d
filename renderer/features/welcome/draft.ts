import type { Enrolment } from '../../../electron/shared/plan.ts';
import type { Language } from '../../../electron/shared/settings.ts';

/** What the welcome asks. Nothing is saved before its last button. */
export interface Draft {
  pathId: string;
  startedOn: string;
  /** As typed; empty keeps the path's own pace. */
  hours: string;
  language: Language;
  /** `provider/model`; null is the default that Cairn would take by itself. */
  model: string | null;
}

/** The draft as an enrolment, or null while the date or the hours cannot be used. */
export function enrolmentOf(draft: Draft): Enrolment | null {
  const hours = draft.hours.trim() === '' ? null : Number(draft.hours);
  if (hours !== null && !(hours >= 0.5 && hours <= 80)) return null;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(draft.startedOn)) return null;
  return { pathId: draft.pathId, startedOn: draft.startedOn, hoursPerWeek: hours };
}

export interface StepProps {
  draft: Draft;
  onChange: (draft: Draft) => void;
}
