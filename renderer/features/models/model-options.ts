import type { Provider } from '../../../electron/shared/models.ts';

export interface ModelGroup {
  title: string;
  /** False when its provider lacks a key or a file: shown, but not to be picked. */
  ready: boolean;
  models: { ref: string; title: string }[];
}

/** What a model picker offers, by provider. `chosen` is in it even when no provider lists it. */
export function modelOptions(providers: readonly Provider[], chosen: string): ModelGroup[] {
  const groups = providers
    .filter(({ models }) => models.length > 0)
    .map((provider) => ({
      title: provider.state === 'ready' ? provider.title : `${provider.title} (not connected)`,
      ready: provider.state === 'ready',
      models: provider.models
        .filter(({ purpose }) => purpose === undefined)
        .map(({ ref, title }) => ({ ref, title })),
    }))
    .filter(({ models }) => models.length > 0);
  const isListed = groups.some(({ models }) => models.some(({ ref }) => ref === chosen));
  return isListed
    ? groups
    : [...groups, { title: 'Chosen', ready: true, models: [{ ref: chosen, title: chosen }] }];
}
