import type { Command } from '../program.ts';

/** What a program in strict mode may see and reach. All paths are absolute. */
export interface StrictRoom {
  cwd: string;
  readable: readonly string[];
  writable: readonly string[];
  /** Ports on 127.0.0.1 that the program may call: the gateway, and servers of the check. */
  reach: readonly number[];
  /** The port that the program itself listens on, if any. */
  listen: number | undefined;
}

/** A program's command inside the system's sandbox. */
export interface StrictCommand extends Command {
  /** Closes what stands outside of the sandbox for it. */
  close(): void;
}

/** A system's own sandbox, found and tried out. */
export interface StrictTool {
  /** What it is, for a person. */
  readonly name: string;
  wrap(command: Command, room: StrictRoom): StrictCommand;
}

/** Whether strict mode can be had here; if not, why and what to do. */
export type StrictSupport = { tool: StrictTool } | { tool: null; reason: string; hint: string };
