import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';
import type { LiveEvent } from '../../../electron/shared/events.ts';
import type { OpenLab, WorkspaceFile } from '../../../electron/shared/labs.ts';
import type { Language } from '../../../electron/shared/settings.ts';
import { api, explain, useConnection, useLive } from '../../api/index.ts';
import { useToasts } from '../../ui/index.ts';
import { createBuffers, type Buffers } from './buffers.ts';

/** Given data may be many and large; each of its files is read when it is opened. */
const isEager = ({ path, size }: WorkspaceFile): boolean => !path.startsWith('data/') && size < EAGER_BYTES;
const EAGER_BYTES = 200_000;

interface BuffersOfLab {
  lab: OpenLab;
  /** False while the workspace may not be there yet. */
  isOpen: boolean;
  /** The file in the editor. */
  path: string;
  refresh: () => Promise<void>;
}

/** The files of an open lab, kept in step with its folder: saves as one types, follows changes from outside. */
export function useBuffers({ lab, isOpen, path: shown, refresh }: BuffersOfLab) {
  const toasts = useToasts();
  const connection = useConnection();
  const { files, language } = lab;
  const slug = lab.lab.id;
  const buffers = useMemo(() => newBuffers(slug, language), [slug, language]);
  // Leaving the page saves what is unsaved; a draft stays behind if that fails.
  useEffect(() => () => void buffers.flush(), [buffers]);
  useEffect(() => {
    if (!isOpen) return;
    for (const file of files) {
      if (isEager(file) || file.path === shown) buffers.open(file.path).catch(toasts.fail);
    }
  }, [buffers, files, isOpen, shown, toasts]);
  useEffect(() => {
    // Also for changes that nobody told of, because the stream was away.
    const known = buffers.all();
    const changed = files.filter(({ path, hash }) => known.get(path) && known.get(path)?.baseHash !== hash);
    if (changed.length === 0) return;
    buffers.changedOutside(changed.map(({ path }) => path)).catch(toasts.fail);
  }, [buffers, files, toasts]);
  useEffect(() => {
    // What could not be saved while the server was away.
    if (connection === 'open') void buffers.flush();
  }, [buffers, connection]);
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
  const states = useSyncExternalStore(buffers.subscribe, buffers.states);
  return { buffers, states };
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
