import type { SkippedRow } from '../../../shared/imports.ts';

/** The most that a session counts, in seconds. */
export const LONGEST_S = 24 * 3600;

/** One entry of a tracker, as far as its file tells. */
export interface Entry {
  /** The line in a text file, from 1; in JSON the number of the entry. */
  line: number;
  /** What names the entry in its tracker for good, when it has such a thing. */
  id: string | null;
  /** Epoch ms; null when the file tells only the day. */
  start: number | null;
  end: number | null;
  /** What counts; at most the time between start and end. */
  seconds: number;
  /** Midnight UTC of the day that the entry is for, when the file tells only that. */
  day: number | null;
  /** The IANA zone that the file names; null for the person's own. */
  zone: string | null;
  note: string;
  project: string;
  tags: readonly string[];
  skill: string;
  activity: string;
}

/** What a reader made of a file: entries, and rows that it cannot be right about. */
export interface ReadEntries {
  entries: Entry[];
  skipped: SkippedRow[];
}

/** An entry with nothing in it but its place. */
export const blankEntry = (line: number): Entry => ({
  line,
  id: null,
  start: null,
  end: null,
  seconds: 0,
  day: null,
  zone: null,
  note: '',
  project: '',
  tags: [],
  skill: '',
  activity: '',
});

/** Tells how far the work is; called often, so it is cheap. */
export type Report = (done: number, total: number) => void;
