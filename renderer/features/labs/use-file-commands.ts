import { useMemo } from 'react';
import type { LabCopy } from '../../../electron/shared/lab-copies.ts';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import { api } from '../../api/index.ts';
import { useToasts } from '../../ui/index.ts';
import type { Buffers } from './buffers.ts';
import type { OpenFiles } from './files/use-open-files.ts';

export interface FileCommands {
  /** Makes an empty file and opens it. Rejects with the server's reason. */
  create(path: string): Promise<void>;
  /** Rejects with the server's reason. */
  rename(from: string, to: string): Promise<void>;
  remove(path: string): void;
  resetFile(path: string): void;
  /** Puts all files to how a step began: as the step before it passed. */
  resetStep(step: string): void;
  resetAll(): void;
  restore(copy: LabCopy): void;
}

interface Deps {
  lab: OpenLab;
  buffers: Buffers;
  opened: Pick<OpenFiles, 'open' | 'renamed'>;
  refresh: () => Promise<void>;
}

/** What is done with whole files. Each change keeps a copy first, and its toast takes it back. */
export function useFileCommands({ lab, buffers, opened, refresh }: Deps): FileCommands {
  const toasts = useToasts();
  const { language } = lab;
  const slug = lab.lab.id;
  const { open, renamed } = opened;
  return useMemo(() => {
    const ref = { slug, language };
    const guard = (work: () => Promise<void>): void => {
      work().catch(toasts.fail);
    };
    const undo = (backupId: string) => (): void =>
      guard(async () => {
        await api.labs.undoReset.mutate({ ...ref, backupId });
        await refresh();
      });
    /** What is unsaved goes into the copy too, so that undo brings it back. */
    const change = (said: string, act: () => Promise<{ backupId: string }>): void =>
      guard(async () => {
        await buffers.flush();
        const { backupId } = await act();
        await refresh();
        toasts.show(said, { undo: undo(backupId) });
      });
    return {
      create: async (path) => {
        await api.labs.writeFile.mutate({ ...ref, path, text: '', baseHash: null });
        await refresh();
        open(path);
      },
      rename: async (from, to) => {
        await buffers.flush();
        await api.labs.renameFile.mutate({ ...ref, from, to });
        await refresh();
        renamed(from, to);
        const back = async (): Promise<void> => {
          await api.labs.renameFile.mutate({ ...ref, from: to, to: from });
          await refresh();
          renamed(to, from);
        };
        toasts.show(`${from} is now ${to}.`, { undo: () => guard(back) });
      },
      remove: (path) => change(`${path} is deleted.`, () => api.labs.removeFile.mutate({ ...ref, path })),
      resetFile: (path) =>
        change(`${path} is as it was at the start.`, () => api.labs.reset.mutate({ ...ref, path })),
      resetStep: (step) =>
        change('The files are as they were when this step began.', () =>
          api.labs.reset.mutate({ ...ref, step }),
        ),
      resetAll: () => change('All files are as they were at the start.', () => api.labs.reset.mutate(ref)),
      restore: (copy) =>
        change('The earlier copy is back.', () => api.labs.restoreCopy.mutate({ ...ref, id: copy.id })),
    };
  }, [slug, language, buffers, open, renamed, refresh, toasts]);
}
