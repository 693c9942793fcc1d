/** How the start of a block reads. */
const BLOCKS: Readonly<Record<string, string>> = {
  alt: 'if',
  else: 'else',
  opt: 'perhaps',
  loop: 'repeat',
  par: 'at the same time,',
  and: 'and',
  critical: 'in one piece,',
  option: 'or',
  break: 'stop if',
};
/** Blocks that go on with one before them. */
const FURTHER = new Set(['else', 'and', 'option']);

const MESSAGE = /^(\w+)\s*(?:<<)?--?(?:>>|>|x|\))[+-]?\s*(\w+)\s*:\s*(.*)$/;

/** The messages of a sequence diagram, one a line; null for what this does not understand. */
export function sequenceText(lines: readonly string[]): string[] | null {
  const names = new Map<string, string>();
  const text: string[] = [];
  let depth = 0;
  const nameOf = (id: string): string => names.get(id) ?? id;
  const say = (line: string, at = depth): void => void text.push('  '.repeat(Math.max(0, at)) + line);
  for (const line of lines) {
    const who = /^(?:participant|actor)\s+(\w+)(?:\s+as\s+(.+))?$/.exec(line);
    const message = MESSAGE.exec(line);
    const block = /^(\w+)\s*(.*)$/.exec(line);
    const word = BLOCKS[block?.[1] ?? ''];
    const note = /^note\s+[^:]+:\s*(.*)$/i.exec(line);
    if (who) names.set(who[1]!, who[2] ?? who[1]!);
    else if (message) {
      const [, from = '', to = '', what = ''] = message;
      say(from === to ? `${nameOf(from)}: ${what}` : `${nameOf(from)} → ${nameOf(to)}: ${what}`);
    } else if (line === 'end') depth -= 1;
    else if (note) say(`(${note[1]})`);
    else if (word) {
      const isFurther = FURTHER.has(block![1]!);
      say(`${word} ${block![2]}`.trimEnd(), isFurther ? depth - 1 : depth);
      if (!isFurther) depth += 1;
    } else if (!/^(?:autonumber|activate|deactivate)\b/.test(line)) return null;
  }
  return text;
}
