import { useMemo, type Dispatch } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import { api } from '../../api/index.ts';
import { useToasts } from '../../ui/index.ts';
import type { Buffers } from './buffers.ts';
import type { RunChange, RunState } from './run-state.ts';

/** What a check runs against: undefined is the default model, null no model at all. */
export type ModelChoice = string | null | undefined;

export interface LabCommands {
  check(step: string): void;
  run(): void;
  stop(): void;
  hint(step: string): void;
  resetFile(path: string): void;
  resetAll(): void;
  /** Makes an empty file in the workspace. Rejects with the server's reason. */
  newFile(path: string): Promise<void>;
}

interface CommandDeps {
  lab: OpenLab;
  buffers: Buffers;
  run: RunState;
  dispatch: Dispatch<RunChange>;
  model: ModelChoice;
  refresh: () => Promise<void>;
}

/** Everything that can be done in a workspace. Each command says by a toast when it was refused. */
export function useLabCommands({ lab, buffers, run, dispatch, model, refresh }: CommandDeps): LabCommands {
  const toasts = useToasts();
  const slug = lab.lab.id;
  const { language } = lab;
  const { phase } = run;
  return useMemo(() => {
    const guard = (work: () => Promise<void>): void => {
      work().catch(toasts.fail);
    };
    /** The disk has to hold what is on the screen before it is judged. */
    const saved = async (): Promise<boolean> => {
      if (await buffers.flush()) return true;
      toasts.show('A file could not be saved, so nothing was started.', {
        hint: 'Look at the tab with the red dot.',
      });
      return false;
    };
    const withModel = model === undefined ? {} : { model };
    return {
      check: (step) =>
        guard(async () => {
          if (phase !== 'idle' || !(await saved())) return;
          dispatch({ type: 'start', phase: 'checking', step });
          try {
            const report = await api.labs.check.mutate({ slug, language, step, ...withModel });
            dispatch({ type: 'end', report });
            dispatch({ type: 'calls', calls: await api.labs.calls.query({ runId: report.runId }) });
          } catch (error) {
            dispatch({ type: 'end', error });
          }
          await refresh();
        }),
      run: () =>
        guard(async () => {
          if (phase !== 'idle' || !(await saved())) return;
          dispatch({ type: 'start', phase: 'running', step: null });
          try {
            const { url } = await api.labs.run.mutate({ slug, language, ...withModel });
            // First the lab's own state, which says "busy": that it is busy no more is how the end is seen.
            await refresh();
            dispatch({ type: 'started', url });
          } catch (error) {
            dispatch({ type: 'end', error });
          }
        }),
      stop: () =>
        guard(async () => {
          dispatch({ type: 'stopping' });
          await api.labs.stop.mutate({ slug });
          if (phase === 'running') dispatch({ type: 'end' });
          await refresh();
        }),
      hint: (step) =>
        guard(async () => {
          const known = lab.steps.find(({ id }) => id === step);
          const number = (known?.revealed.length ?? 0) + 1;
          if (!known || number > known.hints) return;
          await api.labs.hint.mutate({ slug, step, number });
          await refresh();
        }),
      newFile: async (path) => {
        await api.labs.writeFile.mutate({ slug, language, path, text: '', baseHash: null });
        await refresh();
      },
      resetFile: (path) =>
        guard(async () => {
          // What is unsaved goes into the backup too, so that undo brings it back.
          await buffers.flush();
          const { backupId } = await api.labs.reset.mutate({ slug, language, path });
          await refresh();
          toasts.show(`${path} is as it was at the start.`, { undo: () => guard(() => restore(backupId)) });
        }),
      resetAll: () =>
        guard(async () => {
          await buffers.flush();
          const { backupId } = await api.labs.reset.mutate({ slug, language });
          await refresh();
          toasts.show('All files are as they were at the start.', {
            undo: () => guard(() => restore(backupId)),
          });
        }),
    };

    async function restore(backupId: string): Promise<void> {
      await api.labs.undoReset.mutate({ slug, language, backupId });
      await refresh();
    }
  }, [slug, language, lab.steps, buffers, phase, dispatch, model, refresh, toasts]);
}
