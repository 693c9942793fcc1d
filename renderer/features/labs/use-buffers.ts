import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { LiveEvent } from '../../../electron/shared/events.ts';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import type { Language } from '../../../electron/shared/settings.ts';
import { api, explain, useLive } from '../../api/index.ts';
import { useToasts } from '../../ui/index.ts';
import { createBuffers, type Buffers } from './buffers.ts';

/** The files of an open lab, kept in step with its folder: saves as one types, follows changes from outside. */
export function useBuffers(lab: OpenLab, refresh: () => Promise<void>) {
  const toasts = useToasts();
  const { files, language } = lab;
  const slug = lab.lab.id;
  const buffers = useMemo(() => newBuffers(slug, language), [slug, language]);
  // Leaving the page saves what is unsaved; a draft stays behind if that fails.
  useEffect(() => () => void buffers.flush(), [buffers]);
  useEffect(() => {
    for (const { path } of files) buffers.open(path).catch(toasts.fail);
  }, [buffers, files, toasts]);
  useLive(
    useCallback(
      (event: LiveEvent) => {
        if (event.type !== 'lab.files' || event.lab !== slug) return;
        // The list of files may have changed too.
        refresh().catch(toasts.fail);
        buffers.changedOutside(event.paths).catch(toasts.fail);
      },
      [buffers, slug, refresh, toasts],
    ),
  );
  const all = useSyncExternalStore(buffers.subscribe, buffers.all);
  return { buffers, all };
}

function newBuffers(slug: string, language: Language): Buffers {
  return createBuffers({
    drafts: localStorage,
    prefix: `cairn-draft:${slug}:${language}`,
    access: {
      read: async (path) => {
        try {
          return await api.labs.readFile.query({ slug, language, path });
        } catch (error) {
          if (explain(error).code === 'not_found') return null;
          throw error;
        }
      },
      write: (path, text, baseHash) => api.labs.writeFile.mutate({ slug, language, path, text, baseHash }),
      isConflict: (error) => explain(error).code === 'conflict',
    },
  });
}
