import type { Language } from '../../../shared/settings.ts';
import type { Limits } from '../sandbox/limits.ts';
import type { Program } from '../sandbox/program.ts';
import type { StrictTool } from '../sandbox/strict/types.ts';

/** The folders that a learner's program works with. All absolute. */
export interface ProgramFolders {
  /** The workspace, where it runs. */
  cwd: string;
  readable: readonly string[];
  /** Compiled code between runs. */
  cache: string;
  /** The folder that holds the scratch folder of each check. */
  scratch: string;
}

/** How to start a learner's program. */
export interface Launch {
  /** `program`: the entry itself. `module`: a host that serves the entry's functions as JSON-RPC on stdio. */
  as: 'program' | 'module';
  /** Relative to the workspace. */
  entry: string;
  args?: readonly string[];
  folders: ProgramFolders;
  env: Readonly<Record<string, string>>;
  wallMs: number;
  nativePackages: boolean;
  /** What the lab says that the program may import: worth loading ahead. */
  packages?: readonly string[];
  /** Other limits than the usual. */
  limits?: Partial<Limits>;
  /** The system's sandbox, in strict mode. */
  strict?: StrictTool | undefined;
  /** Ports on this machine that it may call in strict mode, besides those of the addresses in `env`. */
  reach?: readonly number[];
  input?: 'none' | 'pipe';
  stdout?: 'log' | 'pipe';
  signal?: AbortSignal | undefined;
  onOutput?: ((stream: 'stdout' | 'stderr', text: string) => void) | undefined;
}

/** A place in the learner's code. */
export interface CodePlace {
  file: string;
  line: number;
}

/** A language whose tools are there: programs can be started. */
export interface LanguageRuntime {
  /** Starts a program from nothing. */
  start(launch: Launch): Program;
  /** The same, from a process that is warm already, where there is one. */
  launch(launch: Launch): Promise<Program>;
  /** Loads what programs are about to need, where they share it: no part of a check's time. */
  warm?(packages: readonly string[]): Promise<void>;
  /** Stops what it keeps warm. */
  close(): Promise<void>;
}

/** What the engine asks of the machine to make a language ready. */
export interface RuntimePlace {
  /** Where environments are made and kept. */
  folder: string;
  /** The lab set's folder: it holds the pinned requirements. */
  labs: string;
  /** The variables that decide which tools are found (PATH, HOME, CAIRN_PYTHON). */
  env: Readonly<Record<string, string | undefined>>;
  /** Whether processes are started ahead: for somebody who checks again and again, not for a single check. */
  isWarm?: (() => boolean) | undefined;
  /** Tells of slow work, in words for a person. */
  onProgress?: ((message: string) => void) | undefined;
}

/** Everything that the engine knows of a language. One folder each, whose name is the language's. */
export interface LanguageAdapter {
  readonly language: Language;
  /** How people call it. */
  readonly title: string;
  /** Whether Cairn brings all that its programs need, so that it works on every machine. */
  readonly isIncluded: boolean;
  /** The info strings of code fences that are in this language. */
  readonly fences: readonly string[];
  /** The name in the learner's code of a function or argument that the contract calls `name` (camelCase). */
  nameOf(name: string): string;
  /** How the learner makes a function callable, for a message: `export function extract`. */
  declaration(name: string): string;
  /** The reason why a program did not start, in words. */
  explainStart(output: string, entry: string): string;
  /** The innermost place of a stack or traceback that is in the workspace. */
  placeOf(trace: string, workspace: string): CodePlace | undefined;
  /** Lets editors and terminals find the packages of a workspace, when they are there already. Makes nothing slow. */
  helpEditors?(workspace: string, place: RuntimePlace): void;
  /** Finds or makes what is needed. @throws RuntimeMissing */
  prepare(place: RuntimePlace): Promise<LanguageRuntime>;
}

/** What a folder's `adapter.ts` exports as `adapter`. */
export type AdapterOfFolder = Omit<LanguageAdapter, 'language'>;

/** The tools of a language are not there, which is never the learner's code's fault. The message says what to do. */
export class RuntimeMissing extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'RuntimeMissing';
  }
}
