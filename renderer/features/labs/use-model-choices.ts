import { useMemo } from 'react';
import { useData } from '../../api/index.ts';
import { modelOptions } from '../models/model-options.ts';
import type { ModelChoice } from './use-lab-commands.ts';

export interface ModelItem {
  id: string;
  title: string;
  value: ModelChoice;
}

/** What a check can run against, for the palette: the default, each model that is ready, and none. */
export function useModelChoices(): readonly ModelItem[] {
  const providers = useData('models', 'providers').data;
  const preferred = useData('models', 'default').data;
  return useMemo(() => {
    const ready = modelOptions(providers ?? [], preferred ?? '').filter((group) => group.ready);
    const models = ready.flatMap((group) => group.models).filter(({ ref }) => ref !== '');
    return [
      { id: 'default', title: 'the default', value: undefined },
      ...models.map(({ ref, title }) => ({ id: ref, title, value: ref })),
      { id: 'none', title: 'scripted answers only', value: null },
    ];
  }, [providers, preferred]);
}
