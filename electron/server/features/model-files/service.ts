import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { ModelFile, ModelFiles } from '../../../shared/model-files.ts';
import type { AppDeps } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { LocalFiles } from '../../gateway/builtin/local-files.ts';
import { freeLimit, planMemory } from '../../gateway/builtin/memory.ts';
import { GGUF_PROVIDER } from '../../gateway/providers/gguf.ts';
import { modelFolder } from '../downloads/service.ts';
import type { SettingsService } from '../settings/service.ts';
import { createCatalogue, type CataloguedModel } from './catalogue.ts';
import { createModelFileStore } from './store.ts';

const MINUTE = 60_000;

interface Deps {
  deps: AppDeps;
  events: EventBus;
  settings: SettingsService;
  /** For tests: what a model may take when no limit is set, in bytes. */
  freeBytes?: () => number;
}

/** GGUF files that a person added or put into the models folder. They are read in place and never copied or deleted. */
export function createModelFileService({ deps, events, settings, freeBytes = freeLimit }: Deps) {
  const store = createModelFileStore(deps.db);
  const folder = modelFolder(deps.paths.data);
  const catalogue = createCatalogue(store, folder);
  const limitBytes = (): number => {
    const mib = settings.get().modelMemoryMib;
    return mib === null ? freeBytes() : mib * 2 ** 20;
  };
  const changed = (): void => {
    catalogue.refresh();
    events.changed('models');
  };
  // A download that is done is a model from then on.
  const stop = events.subscribe((event) => {
    if (event.type === 'changed' && event.topics.includes('models')) catalogue.refresh();
  });
  const files: LocalFiles = {
    list: () => catalogue.list(),
    limitBytes,
    idleMs: () => settings.get().modelIdleMinutes * MINUTE,
  };

  return {
    /** What the gateway uses. */
    files,

    list(loaded: string | null): ModelFiles {
      catalogue.refresh();
      const limit = limitBytes();
      return {
        items: catalogue.list().map((model) => show(model, { limit, loaded })),
        folder,
        limitBytes: limit,
        isLimitSet: settings.get().modelMemoryMib !== null,
      };
    },

    /** @throws AppError `bad_input` that says why the file cannot be used */
    add(given: string): string {
      const file = resolvePath(given);
      const { facts } = catalogue.look(file);
      if ('problem' in facts) {
        const hint = existsSync(file) ? facts.hint : 'Check the path.';
        const problem = existsSync(file) ? facts.problem : 'there is no such file';
        throw new AppError('bad_input', `${path.basename(file)}: ${problem}.`, { hint });
      }
      const rows = store.all();
      const known = catalogue.list().find((one) => one.path === file);
      if (known) {
        throw new AppError('conflict', `${known.title} is in the list already.`, {
          hint: `Use it as ${GGUF_PROVIDER}/${known.id}.`,
        });
      }
      const isInFolder = path.dirname(file) === folder || path.dirname(path.dirname(file)) === folder;
      // Back in sight: the folder itself brings it.
      if (isInFolder && rows.some((row) => row.path === file)) store.remove(file);
      else store.put({ path: file, id: catalogue.freeId(file), state: 'added', createdAt: deps.clock.now() });
      changed();
      return file;
    },

    /** Takes a file off the list. The file stays where it is. */
    remove(id: string): void {
      const model = catalogue.list().find((one) => one.id === id);
      if (!model) {
        throw new AppError('not_found', 'That model file is not in the list.', { hint: 'Reload the list.' });
      }
      if (model.source === 'added') store.remove(model.path);
      else store.put({ path: model.path, id, state: 'hidden', createdAt: deps.clock.now() });
      if (settings.get().defaultModel === `${GGUF_PROVIDER}/${id}`) settings.set({ defaultModel: null });
      changed();
    },

    close: stop,
  };
}

export type ModelFileService = ReturnType<typeof createModelFileService>;

function show(
  model: CataloguedModel,
  { limit, loaded }: { limit: number; loaded: string | null },
): ModelFile {
  const { id, title, path: file, source, bytes, facts } = model;
  const ref = `${GGUF_PROVIDER}/${id}`;
  const base = { id, ref, title, path: file, source, bytes, isLoaded: ref === loaded };
  if ('problem' in facts)
    return { ...base, facts: null, memoryProblem: null, problem: facts.problem, hint: facts.hint };
  const plan = planMemory(facts, limit);
  const { neededBytes } = 'refusal' in plan ? planned(facts) : plan;
  const { architecture, parameters, contextTokens, quantization, hasChatTemplate, purpose } = facts;
  return {
    ...base,
    facts: { architecture, parameters, contextTokens, quantization, hasChatTemplate, purpose, neededBytes },
    // What is in memory already has its place.
    memoryProblem: 'refusal' in plan && !base.isLoaded ? plan.refusal : null,
    problem: null,
    hint: null,
  };
}

/** What it would take if there were room for it. */
function planned(facts: Parameters<typeof planMemory>[0]): { neededBytes: number } {
  const plan = planMemory(facts, Number.MAX_VALUE);
  return 'refusal' in plan ? { neededBytes: 0 } : plan;
}

/** An absolute path of the file itself: quotes that a terminal put around it and `~` are understood. */
function resolvePath(given: string): string {
  const bare = given.trim().replace(/^(["'])(.*)\1$/, '$2');
  const file = bare.startsWith('~/') ? path.join(homedir(), bare.slice(2)) : bare;
  if (!path.isAbsolute(file)) {
    throw new AppError('bad_input', 'That is not a whole path.', {
      hint: 'Give it from the root on, for instance /home/you/models/model.gguf.',
    });
  }
  // Not where a link leads: in model hubs' caches that is a name nobody knows.
  return path.normalize(file);
}
