import { createRandom, type Random, type SeededRandom } from './random.ts';
import type { Stay } from './stay.ts';

/** The runs of a check that may share a program and its scratch folder. For a learner there is one. */
export interface Turns {
  /** Gives the same values in each of the runs, so that they start a program with the same environment. */
  random: Random;
  /** Draws a value that a few runs in a row have in common: each other value needs a program of its own. */
  lasting<T>(draw: (random: Random) => T): T;
  /** Which of `count` runs this is, from 0. */
  at: number;
  count: number;
}

/** How many runs in a row have a lasting value in common. */
const LASTS = 5;

/** What a check has to know to keep its runs apart, and whether it asked. */
export interface TurnTaker {
  take(): Turns;
  wasTaken(): boolean;
}

/** @param random of this run: turns depend on the seed too */
export function createTurns(
  check: string,
  { seed, stay, random }: { seed: number; stay: Stay | undefined; random: SeededRandom },
): TurnTaker {
  let isTaken = false;
  return {
    take() {
      isTaken = true;
      random.noteSeed();
      const at = stay?.at ?? 0;
      const first = stay?.seed ?? seed;
      return {
        random: createRandom(first, `${check}/turns`),
        lasting: (draw) => draw(createRandom(first + Math.floor(at / LASTS), `${check}/lasting`)),
        at,
        count: stay?.runs ?? 1,
      };
    },
    wasTaken: () => isTaken,
  };
}
