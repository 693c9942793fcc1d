/** What a command prints, and how the program ends: 0 good (default), 1 not good enough. */
export interface Outcome {
  report: unknown;
  exitCode?: 0 | 1;
}

/** A line of the help desk's export. */
export interface Ticket {
  id: string;
  text: string;
  queue?: string | null;
}

export type Split = 'dev' | 'holdout';

export interface Case {
  id: string;
  text: string;
  queue: string;
  split: Split;
}

export type Status = 'pass' | 'fail' | 'error';

/** What became of one case. */
export interface Result {
  id: string;
  text: string;
  queue: string;
  /** What the model said; null when no answer came. */
  answer: string | null;
  status: Status;
  /** Which grader failed it; null for a pass and for an error. */
  grader: 'schema' | 'exact' | 'judge' | null;
  /** In words, for a person; null for a pass. */
  reason: string | null;
}

/** A pass rate and its 95 % interval. */
export interface Rate {
  passed: number;
  passRate: number;
  low: number;
  high: number;
}

export interface Summary extends Rate {
  total: number;
  failed: number;
  errors: number;
  queues: Record<string, { total: number; passed: number }>;
}

/** What `run` and `judge` write, and `compare` and `gate` read. */
export interface ResultsFile {
  /** Of the prompt, or of the judge. */
  name: string;
  model: string;
  results: Result[];
  summary: Summary;
}
