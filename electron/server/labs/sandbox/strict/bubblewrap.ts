import { existsSync, lstatSync, readlinkSync, realpathSync } from 'node:fs';
import path from 'node:path';
import type { Command } from '../program.ts';
import { createBridge } from './bridge.ts';
import type { StrictRoom, StrictTool } from './types.ts';

const INSIDE = path.join(import.meta.dirname, 'inside.mjs');
/** Where the sockets of the bridge are, inside. */
const SOCKETS = '/run/cairn';
const SYSTEM = ['/usr', '/bin', '/sbin', '/lib', '/lib64', '/lib32', '/libx32', '/nix/store'];
/** Of /etc only what programs need to run: nothing in there is a person's. */
const SETTINGS = [
  'ssl',
  'pki',
  'ca-certificates',
  'ld.so.cache',
  'ld.so.conf',
  'ld.so.conf.d',
  'localtime',
  'mime.types',
];
const TEMPORARY_BYTES = 64 * 1024 * 1024;

/** The system's programs and libraries, as on the outside: a link stays a link. */
function systemMounts(): string[] {
  return SYSTEM.flatMap((folder) => {
    const stats = lstatSync(folder, { throwIfNoEntry: false });
    if (!stats) return [];
    return stats.isSymbolicLink()
      ? ['--symlink', readlinkSync(folder), folder]
      : ['--ro-bind', folder, folder];
  });
}

/** Mounts in the order of their depth, so that one folder inside another is not covered by it. */
function mounts(option: '--ro-bind' | '--bind', folders: readonly string[]): [string, string[]][] {
  return folders.filter((folder) => existsSync(folder)).map((folder) => [folder, [option, folder, folder]]);
}

/**
 * The arguments of `bwrap` for a room: new namespaces for processes, network, users and the rest, no rights, only the
 * room's folders (github.com/containers/bubblewrap).
 */
export function bubblewrapArgs(room: StrictRoom, node: string): string[] {
  const folders = [
    ...mounts('--ro-bind', [INSIDE, path.dirname(realpathSync(node)), ...room.readable]),
    // After the readable ones: where a folder is both, it may be written.
    ...mounts('--bind', [...room.writable, room.cwd]),
  ].toSorted(([a], [b]) => a.length - b.length);
  return [
    '--unshare-all',
    '--die-with-parent',
    '--cap-drop',
    'ALL',
    '--hostname',
    'lab',
    ...systemMounts(),
    ...SETTINGS.flatMap((name) => ['--ro-bind-try', `/etc/${name}`, `/etc/${name}`]),
    '--proc',
    '/proc',
    '--dev',
    '/dev',
    '--size',
    String(TEMPORARY_BYTES),
    '--tmpfs',
    '/tmp',
    ...folders.flatMap(([, args]) => args),
    '--chdir',
    room.cwd,
  ];
}

/** Strict mode on Linux. @param bwrap its absolute path */
export function bubblewrap(bwrap: string): StrictTool {
  return {
    name: `bubblewrap (${bwrap})`,
    wrap(command: Command, room: StrictRoom) {
      const bridge = createBridge(room);
      const plan = { sockets: SOCKETS, reach: room.reach, listen: room.listen ?? null };
      return {
        file: bwrap,
        args: [
          ...bubblewrapArgs(room, process.execPath),
          '--bind',
          bridge.folder,
          SOCKETS,
          '--',
          process.execPath,
          INSIDE,
          JSON.stringify(plan),
          command.file,
          ...command.args,
        ],
        ...(command.env ? { env: command.env } : {}),
        close: () => bridge.close(),
      };
    },
  };
}
