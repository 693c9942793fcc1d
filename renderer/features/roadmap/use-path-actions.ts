import { useMemo } from 'react';
import type { Path } from '../../../electron/shared/curriculum.ts';
import { useActions, type Action } from '../../app/actions.ts';
import { phaseAnchor, scrollToPhase } from './phase-anchor.ts';

/** While the roadmap shows, the palette can also jump to a phase. */
export function usePathActions(path: Path | undefined): void {
  const actions = useMemo<Action[]>(
    () =>
      (path?.phases ?? []).map((phase) => ({
        id: `roadmap.${phaseAnchor(phase.id)}`,
        title: `Show ${phase.title} on the trail`,
        group: 'Roadmap',
        keywords: [phase.goal],
        run: () => scrollToPhase(phase.id),
      })),
    [path],
  );
  useActions(actions);
}
