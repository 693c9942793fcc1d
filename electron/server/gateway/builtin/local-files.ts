import type { GgufFacts, GgufProblem } from './gguf/describe.ts';

/** A GGUF file that may be used: what it is called, and what its header says. */
export interface LocalModel {
  /** The model's name after `gguf/`. */
  id: string;
  title: string;
  path: string;
  facts: GgufFacts | GgufProblem;
}

/** What the provider of model files needs to know of the files and of the person's wishes. */
export interface LocalFiles {
  list(): LocalModel[];
  /** What one model may take of the memory, in bytes. */
  limitBytes(): number;
  idleMs(): number;
}
