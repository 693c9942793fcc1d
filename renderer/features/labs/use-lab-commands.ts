import { useMemo, type Dispatch } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import { api } from '../../api/index.ts';
import { useToasts } from '../../ui/index.ts';
import type { Buffers } from './buffers.ts';
import type { RunChange, RunState } from './run-state.ts';

/** What a check runs against: undefined is the default model, null no model at all. */
export type ModelChoice = string | null | undefined;

export interface LabCommands {
  /** Saves, then checks a step or "all"; on another model than the chosen one when it is given. */
  check(step: string, model?: string): void;
  run(): void;
  stop(): void;
  hint(step: string): void;
}

interface CommandDeps {
  lab: OpenLab;
  buffers: Buffers;
  phase: RunState['phase'];
  dispatch: Dispatch<RunChange>;
  model: ModelChoice;
  refresh: () => Promise<void>;
}

/** Everything that starts and ends work in a workspace. Each command says by a toast when it was refused. */
export function useLabCommands({ lab, buffers, phase, dispatch, model, refresh }: CommandDeps): LabCommands {
  const toasts = useToasts();
  const slug = lab.lab.id;
  const { language } = lab;
  return useMemo(() => {
    const guard = (work: () => Promise<void>): void => {
      work().catch(toasts.fail);
    };
    /**
     * The disk has to hold what is on the screen before it is judged.
     * @returns the files that changed here and outside, of which the disk's text is taken; null when it cannot go on
     */
    const saved = async (): Promise<string[] | null> => {
      await buffers.flush();
      const unsaved = [...buffers.all().values()].filter(({ state }) => state !== 'saved');
      if (unsaved.every(({ state }) => state === 'conflict')) return unsaved.map(({ path }) => path);
      toasts.show('A file could not be saved, so nothing was started.', {
        hint: 'Look at the tab with the red dot.',
      });
      return null;
    };
    const withModel = (chosen: ModelChoice) => (chosen === undefined ? {} : { model: chosen });
    return {
      check: (step, other) =>
        guard(async () => {
          const apart = phase === 'idle' ? await saved() : null;
          if (!apart) return;
          dispatch({ type: 'start', phase: 'checking', step, apart });
          try {
            const report = await api.labs.check.mutate({
              slug,
              language,
              step,
              ...withModel(other ?? model),
            });
            dispatch({ type: 'end', report });
            dispatch({ type: 'calls', calls: await api.labs.calls.query({ runId: report.runId }) });
          } catch (error) {
            dispatch({ type: 'end', error });
          }
          await refresh();
        }),
      run: () =>
        guard(async () => {
          const apart = phase === 'idle' ? await saved() : null;
          if (!apart) return;
          dispatch({ type: 'start', phase: 'running', step: null, apart });
          try {
            const { url } = await api.labs.run.mutate({ slug, language, ...withModel(model) });
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
    };
  }, [slug, language, lab.steps, buffers, phase, dispatch, model, refresh, toasts]);
}
