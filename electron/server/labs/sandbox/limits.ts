/** What stops a program that takes too much. */
export type Limit =
  | 'wall-time'
  | 'cpu-time'
  | 'memory'
  | 'processes'
  | 'disk'
  | 'files'
  | 'file-size'
  | 'open-files'
  | 'output';

/** How much a program may take. Sizes in MB of 1024 * 1024 bytes. */
export interface Limits {
  /** Held for all its processes together, by looking at them four times a second. */
  memoryMb: number;
  /** Processor time of one process, held by the system; null: what the wall time allows. */
  cpuSeconds: number | null;
  /** Data that one process may map, held by Linux itself. Node maps 0.5 GB before it runs a line. */
  dataMb: number;
  processes: number;
  threads: number;
  /** What it may add to the folders that it writes in. */
  diskMb: number;
  files: number;
  /** One file, held by the system. */
  fileMb: number;
  openFiles: number;
  /** What it may print before it is stopped; what is kept of it is less. */
  outputMb: number;
  /** What it may say on a stdout that carries a protocol. */
  protocolMb: number;
}

export const LIMITS: Limits = {
  memoryMb: 768,
  cpuSeconds: null,
  dataMb: 1536,
  processes: 32,
  threads: 256,
  diskMb: 256,
  files: 5000,
  fileMb: 64,
  openFiles: 1024,
  outputMb: 16,
  protocolMb: 64,
};

/** Seconds of processor time: by default what a program on all of the time would use, and one more. */
export const cpuSecondsFor = ({ cpuSeconds }: Limits, wallMs: number): number =>
  cpuSeconds ?? Math.ceil(wallMs / 1000) + 1;

/**
 * What the system enforces, also when Cairn itself is killed. The soft limit of the processor time comes first, so that
 * its signal names it; the hard one is for programs that ignore the signal. A limit that a shell or a system does not know
 * is skipped, because Cairn looks too.
 */
const SHELL = [
  'ulimit -S -t "$1"',
  'ulimit -H -t "$(($1 + 1))"',
  'ulimit -f "$2"',
  'ulimit -c 0',
  'ulimit -n "$3"',
  'ulimit -d "$4"',
]
  .map((line) => `${line} 2>/dev/null`)
  .join('; ');

/** The command line that sets the limits of the system and becomes the program. Not for Windows. */
export function limited(
  command: { file: string; args: readonly string[] },
  { fileMb, openFiles, dataMb }: Limits,
  cpuSeconds: number,
): { file: string; args: string[] } {
  // Files in blocks of 512 bytes, data in kilobytes.
  const numbers = [cpuSeconds, fileMb * 2048, openFiles, dataMb * 1024].map(String);
  return {
    file: '/bin/sh',
    args: ['-c', `${SHELL}; shift 4; exec "$@"`, 'sh', ...numbers, command.file, ...command.args],
  };
}

/** How a program ended that nobody stopped. */
export interface OwnEnd {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  /** What it printed. */
  output: string;
  /** How long it ran. */
  ms: number;
}

/** What Node and Python say when the system refuses, as the last thing that they say. */
const LAST_WORDS: readonly [RegExp, Limit][] = [
  [
    /heap out of memory|process out of memory|ERR_MEMORY_ALLOCATION_FAILED|Array buffer allocation failed|^MemoryError\b/m,
    'memory',
  ],
  [/\bEFBIG\b|\[Errno 27\]/, 'file-size'],
  [/\bEMFILE\b|\[Errno 24\]/, 'open-files'],
];

/**
 * Which limit of the system ended a program, as far as its signal or its last words tell.
 * @param cpuSeconds what it may use: one that does not mind the signal for that is killed a second later
 */
export function limitBehind({ exitCode, signal, output, ms }: OwnEnd, cpuSeconds: number): Limit | null {
  if (signal === 'SIGXCPU' || (signal === 'SIGKILL' && ms > cpuSeconds * 1000)) return 'cpu-time';
  if (signal === 'SIGXFSZ') return 'file-size';
  if (exitCode === 0) return null;
  const last = output.slice(-20_000);
  return LAST_WORDS.find(([words]) => words.test(last))?.[1] ?? null;
}

/** Why a program was stopped, for its author. */
export function explainLimit(limit: Limit, limits: Limits, wallMs: number): string {
  const seconds = Math.round(wallMs / 1000);
  switch (limit) {
    case 'wall-time':
      return `Your program was stopped: it ran for longer than the ${seconds} seconds that it has.`;
    case 'cpu-time':
      return `Your program was stopped: it used more than ${cpuSecondsFor(limits, wallMs)} seconds of processor time.`;
    case 'memory':
      return `Your program was stopped: it used more memory than a lab may (${limits.memoryMb} MB).`;
    case 'processes':
      return `Your program was stopped: it had more than ${limits.processes} processes or ${limits.threads} threads.`;
    case 'disk':
      return `Your program was stopped: it wrote more than ${limits.diskMb} MB to its folders.`;
    case 'files':
      return `Your program was stopped: it made more than ${limits.files} files and folders.`;
    case 'file-size':
      return `Your program was stopped: a file grew over the ${limits.fileMb} MB that one file may have.`;
    case 'open-files':
      return `Your program was stopped: it had more than ${limits.openFiles} files and connections open.`;
    case 'output':
      return `Your program was stopped: it printed more than ${limits.outputMb} MB, or answered with more than ${limits.protocolMb} MB.`;
  }
}
