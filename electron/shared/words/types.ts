import type { LogInput } from '../practice.ts';

/** Where something stands in the text: `start` inclusive, `end` exclusive, in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

export type Part = 'length' | 'when' | 'skill' | 'lab' | 'target' | 'activity' | 'note';

/** One part of an entry and how it was understood. No spans: nothing was said, and this is assumed. */
export interface Understood {
  part: Part;
  text: string;
  spans: Span[];
  /** For people: "45 min", "Fri 20 Nov, 21:10 to 21:55", "RAG architectures". */
  meaning: string;
}

/** Something that was not understood, and what to do. One that does not block is said and logged all the same. */
export interface Problem {
  message: string;
  hint: string;
  span: Span;
  blocks: boolean;
}

export interface Named {
  id: string;
  title: string;
}

export interface EntryContext {
  /** Milliseconds since the epoch. */
  now: number;
  /** IANA name of the zone in which times of day are meant. */
  zone: string;
  dayStartHour: number;
  skills: readonly Named[];
  labs: readonly Named[];
  targets: readonly Named[];
  /** What is known already, from a flag or a field: it wins over the words. */
  fixed?: Partial<LogInput>;
  /** The length where the words name none. */
  usualMinutes?: number;
}

export interface ParsedEntry {
  /** What to log; absent while a problem blocks. */
  entry?: LogInput;
  understood: Understood[];
  problems: Problem[];
}

/** A day as it was said; it becomes a date once the time of day is known. */
export type DayWord =
  | { type: 'back'; days: number }
  | { type: 'weekday'; index: number; beforeToday: boolean }
  | { type: 'date'; year: number | undefined; month: number; day: number };

/** What the scanner tells apart. Times of day are minutes after midnight. */
export type Meaning =
  | { kind: 'word' }
  | { kind: 'quote'; note: string }
  | { kind: 'tag'; name: string }
  | { kind: 'length'; minutes: number }
  | { kind: 'number'; minutes: number }
  | { kind: 'range'; from: number; to: number }
  | { kind: 'clock'; at: number; sure: boolean }
  | { kind: 'instant'; at: number }
  | { kind: 'ago'; minutes: number }
  | { kind: 'day'; day: DayWord }
  | { kind: 'wrong'; message: string; hint: string };

export type Item<K extends Meaning['kind'] = Meaning['kind']> = Extract<Meaning, { kind: K }> & {
  span: Span;
  text: string;
};
