import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import type { Command } from '../program.ts';
import type { StrictRoom, StrictTool } from './types.ts';

const quoted = (text: string): string => `"${text.replace(/["\\]/g, String.raw`\$&`)}"`;
const subpaths = (folders: readonly string[]): string =>
  folders.map((folder) => `(subpath ${quoted(folder)})`).join(' ');

/** The real path as well: rules of macOS name a file by it, and /tmp and /var are links there. */
function withReal(folders: readonly string[]): string[] {
  const real = (folder: string): string => {
    try {
      return realpathSync(folder);
    } catch {
      return folder;
    }
  };
  return [...new Set(folders.flatMap((folder) => [folder, real(folder)]))];
}

/**
 * A profile for macOS's `sandbox-exec`. Later rules win: a person's files and all that is written are closed, then the
 * room's folders opened; no network but the loopback ports of the room; no other programs, no signals to others.
 */
export function macProfile(room: StrictRoom, home = homedir()): string {
  const writable = withReal([room.cwd, ...room.writable]);
  const readable = withReal([...room.readable, path.dirname(process.execPath)]);
  return [
    '(version 1)',
    '(allow default)',
    `(deny file-read* ${subpaths(withReal([home, '/Users', '/Volumes', '/tmp', '/private/tmp', '/private/var/folders']))})`,
    '(deny file-write*)',
    `(allow file-read-metadata)`,
    `(allow file-read* ${subpaths([...readable, ...writable])})`,
    `(allow file-write* ${subpaths(writable)} (literal "/dev/null"))`,
    '(deny network*)',
    '(allow network-bind (local ip "localhost:*"))',
    ...(room.listen === undefined ? [] : [`(allow network-inbound (local ip "localhost:${room.listen}"))`]),
    ...room.reach.map((port) => `(allow network-outbound (remote ip "localhost:${port}"))`),
    '(deny process-fork)',
    '(deny signal (target others))',
  ].join('\n');
}

/** Strict mode on macOS. The program shares the system's loopback, so no bridge is needed. */
export function sandboxExec(file: string): StrictTool {
  return {
    name: `sandbox-exec (${file})`,
    wrap: (command: Command, room: StrictRoom) => ({
      ...command,
      file,
      args: ['-p', macProfile(room), command.file, ...command.args],
      close: () => {},
    }),
  };
}
