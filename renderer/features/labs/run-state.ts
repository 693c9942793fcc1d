import type { LiveEvent } from '../../../electron/shared/events.ts';
import type { CheckResult, LabReport } from '../../../electron/shared/labs.ts';
import type { TraceSummary } from '../../../electron/shared/models.ts';

/** What the workspace knows of the present or last run. */
export interface RunState {
  phase: 'idle' | 'checking' | 'running';
  runId: string | null;
  /** Where the program that was started answers. */
  url: string | null;
  /** What is being checked: a step's id or "all". */
  step: string | null;
  checks: CheckResult[];
  calls: TraceSummary[];
  report: LabReport | null;
  /** Slow work that the run waits for, in words: Python's environment is being made. */
  setup: string | null;
  /** The person ended it: its verdict says nothing. */
  stopped: boolean;
  /** Why the run could not be started or ended at all. */
  error: unknown;
}

export type RunChange =
  | { type: 'start'; phase: 'checking' | 'running'; step: string | null }
  | { type: 'started'; url: string }
  | { type: 'stopping' }
  | { type: 'events'; events: LiveEvent[] }
  | { type: 'end'; report?: LabReport; error?: unknown }
  | { type: 'calls'; calls: TraceSummary[] }
  | { type: 'show'; report: LabReport; calls: TraceSummary[] };

export const EMPTY_RUN: RunState = {
  phase: 'idle',
  runId: null,
  url: null,
  step: null,
  checks: [],
  calls: [],
  report: null,
  setup: null,
  stopped: false,
  error: null,
};

/** Folds live events into a run's state. Several a frame are folded at once. */
export function reduceRun(state: RunState, change: RunChange): RunState {
  switch (change.type) {
    case 'start':
      return { ...EMPTY_RUN, phase: change.phase, step: change.step };
    case 'stopping':
      return { ...state, stopped: true };
    case 'started':
      return { ...state, url: change.url };
    case 'end':
      return {
        ...state,
        phase: 'idle',
        setup: null,
        url: null,
        report: change.report ?? state.report,
        checks: change.report?.checks ?? state.checks,
        error: change.error ?? null,
      };
    case 'calls':
      return { ...state, calls: change.calls };
    case 'show':
      // What was done last, unless something newer is there already.
      return state.phase === 'idle' && !state.report
        ? { ...EMPTY_RUN, report: change.report, checks: change.report.checks, calls: change.calls }
        : state;
    case 'events':
      return change.events.reduce(applyEvent, state);
  }
}

function applyEvent(state: RunState, event: LiveEvent): RunState {
  switch (event.type) {
    case 'lab.check': {
      const isKnown = state.checks.some((check) => isSame(check, event.check));
      const checks = isKnown
        ? state.checks.map((check) => (isSame(check, event.check) ? event.check : check))
        : [...state.checks, event.check];
      return { ...state, runId: event.runId, setup: null, checks };
    }
    case 'trace':
      // Calls of other runs come on the same stream; the exact list follows when the run has ended.
      return state.phase === 'idle' || event.trace.runId === null
        ? state
        : { ...state, calls: [...state.calls, event.trace] };
    case 'lab.setup':
      return { ...state, setup: event.message };
    case 'lab.output':
    case 'lab.done':
    case 'lab.files':
    case 'changed':
    case 'import':
      return state;
  }
}

const isSame = (a: CheckResult, b: CheckResult): boolean => a.id === b.id && a.step === b.step;
