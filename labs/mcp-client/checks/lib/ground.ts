import type { CheckTools } from '../../../../electron/server/labs/checks.ts';

/** As many runs in a row of a proof have the same ground: they can share a program. A learner's check has one run. */
const MARKS = ['a', 'b', 'c', 'd', 'e'];

const grounds = new WeakMap<CheckTools, CheckTools['random']>();

/** Random values for what the program is told by its environment: names of servers, keys, limits, and their order. */
export function ground(t: CheckTools): CheckTools['random'] {
  const known = grounds.get(t);
  if (known) return known;
  const random = t.turns().lasting((own) => own);
  grounds.set(t, random);
  return random;
}

/** A name for a tool that no other run on this ground has: what is accepted of a tool is kept, in a file too. */
export function nameOfRun(t: CheckTools, name: string): string {
  const { at, count } = t.turns();
  return count === 1 ? name : name + MARKS[at % MARKS.length];
}

/** This name in each run on this ground: a policy that all of them can have. */
export function inEachRun(t: CheckTools, name: string): string[] {
  return t.turns().count === 1 ? [name] : MARKS.map((mark) => name.slice(0, -1) + mark);
}
