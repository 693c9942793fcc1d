import { AppError } from '../shared/errors.ts';

/**
 * Minutes from what a person types: `45`, `45m`, `1h`, `1h30m`, `1.5h`, `1:30`.
 * @throws AppError `bad_input` for anything else
 */
export function readMinutes(text: string): number {
  const clock = /^(\d{1,2}):([0-5]\d)$/.exec(text);
  if (clock) return Number(clock[1]) * 60 + Number(clock[2]);
  const words = /^(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)(?:m|min)?)?$/i.exec(text.replaceAll(' ', ''));
  const minutes = words ? Number(words[1] ?? 0) * 60 + Number(words[2] ?? 0) : 0;
  if (text !== '' && words && minutes > 0) return minutes;
  throw new AppError('bad_input', `"${text}" is not a length of time.`, {
    hint: 'Write it like 45m, 1h, 1h30m or 1.5h.',
  });
}

/**
 * An instant from what a person types, on this machine's wall clock: `18:30` (the latest one that has
 * passed), `yesterday 18:30`, `2026-11-20 18:30`, or a full ISO time with its offset.
 * @param now milliseconds since the epoch
 * @returns milliseconds since the epoch
 */
export function readInstant(text: string, now: number): number {
  const time = /^(yesterday )?([01]?\d|2[0-3]):([0-5]\d)$/.exec(text.trim());
  if (time) {
    const at = new Date(now);
    at.setHours(Number(time[2]), Number(time[3]), 0, 0);
    if (time[1] || at.getTime() > now) at.setDate(at.getDate() - 1);
    return at.getTime();
  }
  const full = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text.trim())
    ? Date.parse(text.trim().replace(' ', 'T'))
    : NaN;
  if (Number.isFinite(full)) return full;
  throw new AppError('bad_input', `"${text}" is not a time.`, {
    hint: 'Write it like 18:30, "yesterday 18:30" or "2026-11-20 18:30".',
  });
}
