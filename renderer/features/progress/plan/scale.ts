import type { Outlook, PlanView } from '../../../../electron/shared/plan.ts';
import { addDays, daysBetween } from '../../../../electron/shared/time.ts';

/** Places dates on a line from its first to its last day, in per cent. */
export interface Scale {
  from: string;
  to: string;
  at(date: string): number;
  /** Left and width of a stretch, both days inclusive, as CSS. */
  span(startsOn: string, endsOn: string): { left: string; width: string };
}

export function scaleOf(from: string, to: string): Scale {
  const days = Math.max(1, daysBetween(from, to) + 1);
  const at = (date: string): number => Math.min(100, Math.max(0, (daysBetween(from, date) / days) * 100));
  return {
    from,
    to,
    at,
    span(startsOn, endsOn) {
      const left = at(startsOn);
      return { left: `${left}%`, width: `${Math.max(0.2, at(addDays(endsOn, 1)) - left)}%` };
    },
  };
}

/** From the plan's first day to its last, or to the latest likely day, at most as long again. */
export function planScale(plan: PlanView, outlook: Outlook | undefined): Scale {
  const from = plan.phases[0]!.startsOn;
  const furthest = addDays(plan.endsOn, daysBetween(from, plan.endsOn));
  const likely = (outlook?.phases ?? []).flatMap(({ forecast }) => forecast?.likely ?? []);
  const last = [plan.endsOn, ...likely].toSorted().at(-1)!;
  return scaleOf(from, last < furthest ? last : furthest);
}

/** About six dates to write under the line: the first days of quarters or years. */
export function ticksOf({ from, to }: Scale): string[] {
  const months = daysBetween(from, to) / 30.4;
  const step = [1, 2, 3, 6, 12, 24, 48].find((size) => months / size <= 7) ?? 120;
  const ticks: string[] = [];
  const [year, month] = from.split('-').map(Number) as [number, number];
  for (let index = 0; ticks.length < 8; index += 1) {
    const at = new Date(Date.UTC(year, Math.ceil(month / step) * step + index * step, 1));
    const date = at.toISOString().slice(0, 10);
    if (date > to) break;
    ticks.push(date);
  }
  return ticks;
}
