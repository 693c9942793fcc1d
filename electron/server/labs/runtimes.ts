import type { Language } from '../../shared/settings.ts';
import { adapterOf } from './adapters/index.ts';
import type { LanguageRuntime, RuntimePlace } from './adapters/types.ts';

/** The languages' tools, made ready at the first need and kept. */
export interface Runtimes {
  /** @throws RuntimeMissing when a language cannot be used on this machine; the next call tries again */
  get(language: Language): Promise<LanguageRuntime>;
  /** Lets editors find the packages of a workspace; nothing happens while a language is not ready on this machine. */
  helpEditors(language: Language, workspace: string): void;
  /** From now on processes are started ahead: somebody works on a lab. */
  keepWarm(): void;
  close(): Promise<void>;
}

export function createRuntimes(place: RuntimePlace): Runtimes {
  const ready = new Map<Language, Promise<LanguageRuntime>>();
  let isWarm = false;
  return {
    get(language) {
      let runtime = ready.get(language);
      if (!runtime) {
        runtime = adapterOf(language).prepare({ ...place, isWarm: () => isWarm });
        ready.set(language, runtime);
        // A person may mend it: install Python, go online.
        runtime.catch(() => ready.delete(language));
      }
      return runtime;
    },
    helpEditors: (language, workspace) => adapterOf(language).helpEditors?.(workspace, place),
    keepWarm: () => void (isWarm = true),
    async close() {
      const all = await Promise.allSettled(ready.values());
      ready.clear();
      for (const one of all) if (one.status === 'fulfilled') await one.value.close();
    },
  };
}
