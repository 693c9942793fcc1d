import { useCallback, useState } from 'react';
import type { ModelChoice } from './use-lab-commands.ts';

/** "No model" as it is kept; no name of a model begins with it. */
const NONE = '-';

/** The model that a lab is checked against, remembered for each lab in this browser. */
export function useModelChoice(lab: string): readonly [ModelChoice, (next: ModelChoice) => void] {
  const key = `cairn-lab-model:${lab}`;
  const [model, setModel] = useState<ModelChoice>(() => {
    const kept = localStorage.getItem(key);
    return kept === NONE ? null : (kept ?? undefined);
  });
  const choose = useCallback(
    (next: ModelChoice): void => {
      setModel(next);
      try {
        if (next === undefined) localStorage.removeItem(key);
        else localStorage.setItem(key, next ?? NONE);
      } catch {
        // Full: the choice holds until the page is left.
      }
    },
    [key],
  );
  return [model, choose];
}
