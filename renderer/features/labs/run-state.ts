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
  /** The place of each check in the file of its step. */
  places: Readonly<Record<string, number>>;
  calls: TraceSummary[];
  report: LabReport | null;
  /** Files that changed here and outside: the run took them from the disk, without what was typed here. */
  apart: readonly string[];
  /** Slow work that the run waits for, in words: Python's environment is being made. */
  setup: string | null;
  /** The person ended it: its verdict says nothing. */
  stopped: boolean;
  /** Why the run could not be started or ended at all. */
  error: unknown;
}

export type RunChange =
  | { type: 'start'; phase: 'checking' | 'running'; step: string | null; apart?: string[] }
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
  places: {},
  calls: [],
  report: null,
  apart: [],
  setup: null,
  stopped: false,
  error: null,
};

/** Folds live events into a run's state. Several a frame are folded at once. */
export function reduceRun(state: RunState, change: RunChange): RunState {
  switch (change.type) {
    case 'start':
      return { ...EMPTY_RUN, phase: change.phase, step: change.step, apart: change.apart ?? [] };
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
        : inserted(state, event.check, event.at);
      const places = { ...state.places, [keyOf(event.check)]: event.at };
      return { ...state, runId: event.runId, setup: null, checks, places };
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

const keyOf = ({ id, step }: CheckResult): string => `${step ?? ''}/${id}`;

const isSame = (a: CheckResult, b: CheckResult): boolean => keyOf(a) === keyOf(b);

/** Puts a check where its report will have it, so that no row moves when the run has ended. */
function inserted({ checks, places }: RunState, check: CheckResult, at: number): CheckResult[] {
  const next = checks.findIndex((one) => one.step === check.step && (places[keyOf(one)] ?? -1) > at);
  return next < 0 ? [...checks, check] : checks.toSpliced(next, 0, check);
}
