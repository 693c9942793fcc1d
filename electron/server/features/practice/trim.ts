import { AppError } from '../../../shared/errors.ts';
import type { Acted } from '../../../shared/practice-changes.ts';
import type { Actor } from '../../../shared/practice.ts';
import { sharedStretch, takeOut } from '../../../shared/stretches.ts';
import type { Clock } from '../../deps.ts';
import type { History } from './history.ts';
import type { Rules } from './rules.ts';

type Deps = { clock: Clock; rules: Rules; history: History };

export function createTrim({ clock, rules, history }: Deps) {
  /** Takes the time that a session shares with another out of it; one that lies wholly in the other is deleted. */
  function trim({ id, by }: { id: string; by: string }, actor: Actor = 'hand'): Acted {
    const before = rules.need(id);
    const shared = sharedStretch(before, rules.need(by));
    if (!shared || id === by)
      throw new AppError('conflict', 'Those two sessions share no time any more.', {
        hint: 'Reload the list.',
      });
    const times = takeOut(before, shared);
    const { changeId } = history.act({ action: 'trim', actor }, (write) => {
      if (!times) return write.remove(before);
      const localDate = rules.dayOf(times.startedAt, before.zone);
      write.update(before, { ...before, ...times, localDate, updatedAt: clock.now() });
    });
    return { sessions: 1, changeId };
  }

  return { trim };
}
