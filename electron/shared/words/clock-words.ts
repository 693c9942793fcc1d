/** A time of day: "9", "21:10", "9:30pm", "noon". Hours alone count only where the words around say so. */
export const CLOCK = '\\d{1,2}(?::\\d{2})?(?:\\s?[ap]m)?|noon|midnight';

const PARTS = /^(\d{1,2})(?::(\d{2}))?(?:\s?([ap])m)?$/i;

/** Minutes after midnight (24:00 is 1,440), or null where no clock shows that. */
export function readClock(text: string): number | null {
  const word = text.toLowerCase();
  if (word === 'noon') return 12 * 60;
  if (word === 'midnight') return 0;
  const parts = PARTS.exec(text);
  if (!parts) return null;
  const hour = Number(parts[1]);
  const minute = Number(parts[2] ?? 0);
  if (minute > 59) return null;
  if (!parts[3]) return hour < 24 || (hour === 24 && minute === 0) ? hour * 60 + minute : null;
  if (hour < 1 || hour > 12) return null;
  return ((hour % 12) + (parts[3].toLowerCase() === 'p' ? 12 : 0)) * 60 + minute;
}

/** True for a text that can only be a time of day: it has a colon, am or pm, or is a word. */
export const isPlainlyClock = (text: string): boolean => /:|[apn]/i.test(text);

const HAS_HALF = /[ap]m$/i;

/**
 * Both ends of a range. "9-10:30pm" means the evening for both, "11-1pm" begins before noon.
 * @returns null where an end is no time of day
 */
export function readRange(first: string, second: string): { from: number; to: number } | null {
  const to = readClock(second);
  let from = readClock(first);
  const half = HAS_HALF.exec(second)?.[0];
  if (half && !HAS_HALF.test(first)) {
    const sameHalf = readClock(first + half);
    if (sameHalf !== null && to !== null && sameHalf < to) from = sameHalf;
  }
  return from === null || to === null ? null : { from, to };
}
