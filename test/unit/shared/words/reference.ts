/** A second, slow and simple way to the same answers: it walks the hours and looks at the clock on the wall. */

const MINUTE = 60_000;

function shows(at: number, zone: string): string {
  // Swedish dates are written as YYYY-MM-DD hh:mm.
  const style = { dateStyle: 'short', timeStyle: 'short' } as const;
  return new Intl.DateTimeFormat('sv-SE', { ...style, timeZone: zone }).format(at);
}

/** Every instant, in steps of five minutes, at which the wall clock shows "YYYY-MM-DD hh:mm". */
export function instantsShowing(wall: string, zone: string): number[] {
  const format = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeStyle: 'short', timeZone: zone });
  const middle = Date.parse(`${wall.replace(' ', 'T')}Z`);
  const found: number[] = [];
  for (let at = middle - 15 * 60 * MINUTE; at <= middle + 15 * 60 * MINUTE; at += 5 * MINUTE)
    if (format.format(at) === wall) found.push(at);
  return found;
}

/** The calendar date some days before the wall clock's date at an instant. */
export function dateBack(at: number, zone: string, days: number): string {
  const [year, month, day] = shows(at, zone).slice(0, 10).split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year, month - 1, day - days)).toISOString().slice(0, 10);
}

/** The hour on the wall clock. */
export const hourAt = (at: number, zone: string): number => Number(shows(at, zone).slice(11, 13));
