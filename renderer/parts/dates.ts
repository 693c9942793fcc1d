import { daysBetween } from '../../electron/shared/time.ts';

const month = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'long', year: 'numeric' });

/** The month of "2026-11" or of a day: "November 2026". */
export const showMonth = (date: string): string =>
  month.format(Date.parse(`${date.slice(0, 7)}-01T00:00:00Z`));

/** How long ago a day was: "today", "5 days ago", "3 months ago". */
export function showAgo(date: string, today: string): string {
  const days = daysBetween(date, today);
  if (days <= 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days < 60) return `${days} days ago`;
  return `${Math.round(days / 30.4)} months ago`;
}
