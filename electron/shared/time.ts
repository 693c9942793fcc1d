/** Calendar arithmetic for local days. Dates are YYYY-MM-DD strings; instants are epoch milliseconds. */

export const DAY_MS = 86_400_000;

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(zone, format);
  }
  return format;
}

const MINUTE_MS = 60_000;
/** From here on every zone is whole minutes off UTC (IANA tz: Liberia was the last, on 1972-01-07). */
const MINUTES_SINCE = Date.UTC(1973, 0, 1);
const MOST_REMEMBERED = 2000;
const remembered = new Map<string, string>();

/**
 * The local day that an instant counts for: the wall clock's date in `zone`, or the day before while the
 * wall clock shows an hour before `dayStartHour`. Read off the wall clock, so both DST changes are right.
 */
export function localDateOf(at: number, zone: string, dayStartHour: number): string {
  if (at < MINUTES_SINCE) return readLocalDate(at, zone, dayStartHour);
  // Today is asked for many times in a request, and reading a wall clock is slow.
  const key = `${Math.floor(at / MINUTE_MS)} ${zone} ${dayStartHour}`;
  let date = remembered.get(key);
  if (date === undefined) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(key, (date = readLocalDate(at, zone, dayStartHour)));
  }
  return date;
}

function readLocalDate(at: number, zone: string, dayStartHour: number): string {
  const parts = Object.fromEntries(
    dateFormat(zone)
      .formatToParts(at)
      .map((p) => [p.type, p.value]),
  );
  const date = `${parts['year']}-${parts['month']}-${parts['day']}`;
  return Number(parts['hour']) < dayStartHour ? addDays(date, -1) : date;
}

/** True for a zone name that this runtime's time-zone data knows. */
export function isZone(zone: string): boolean {
  try {
    dateFormat(zone);
    return true;
  } catch {
    return false;
  }
}

const toUtc = (date: string): number => Date.parse(`${date}T00:00:00Z`);

export function addDays(date: string, days: number): string {
  return new Date(toUtc(date) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((toUtc(to) - toUtc(from)) / DAY_MS);
}

/** The same day of the month some months later, or that month's last day where there is none. */
export function addMonths(date: string, months: number): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

/** 0 for Monday to 6 for Sunday (ISO 8601 order). */
export function weekdayIndex(date: string): number {
  return (new Date(toUtc(date)).getUTCDay() + 6) % 7;
}

/** The Monday of the week that holds the date. */
export function weekStart(date: string): string {
  return addDays(date, -weekdayIndex(date));
}

/** Made on first use: the first formatter of a process takes about 15 ms, which a prompt would wait for. */
let dateFormatForPeople: Intl.DateTimeFormat | undefined;

/** "20 Nov 2026" for a date of YYYY-MM-DD. */
export function formatDate(date: string): string {
  dateFormatForPeople ??= new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return dateFormatForPeople.format(toUtc(date));
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of an instant in a zone: "21:10". */
export function formatClock(at: number, zone: string): string {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone });
    clocks.set(zone, clock);
  }
  return clock.format(at);
}

/** "1 h 05 min", "45 min", "30 s": for people, so a short time is not shown as zero. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return `${Math.max(0, Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours === 0) return `${minutes} min`;
  return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
}
