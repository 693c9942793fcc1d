/** "812 bytes", "1.4 MB": decimal units, as file managers show them. @param bytes a whole number */
export function showSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  const units = ['kB', 'MB', 'GB'] as const;
  const step = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  const size = bytes / 1000 ** step;
  return `${size < 10 ? size.toFixed(1) : Math.round(size)} ${units[step - 1]!}`;
}
