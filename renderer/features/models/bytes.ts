/** Bytes as a person reads them, in the units of their file manager: "5.4 MB", "4.1 GB". */
export function bytes(value: number): string {
  const units = ['kB', 'MB', 'GB', 'TB'];
  let at = 0;
  let size = value / 1000;
  while (size >= 999.5 && at < units.length - 1) {
    size /= 1000;
    at += 1;
  }
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[at]}`;
}

/** Memory as a person reads it: "310 MiB", "4.2 GiB". */
export function memory(value: number): string {
  if (value < 2 ** 30) return `${Math.ceil(value / 2 ** 20)} MiB`;
  return `${(value / 2 ** 30).toFixed(1)} GiB`;
}

/** A wait in words: "40 s", "12 min", "3 h". */
export function wait(seconds: number): string {
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

/** A number of weights: "360 million", "7.2 billion". */
export function weights(count: number): string {
  if (count >= 1e9) return `${(count / 1e9).toFixed(1)} billion`;
  return `${Math.max(1, Math.round(count / 1e6))} million`;
}
