import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import type { Opener } from '../../../shared/labs.ts';
import type { Desktop } from '../../deps.ts';

/** A program that opens folders, where it is on this machine. */
export interface FoundOpener extends Opener {
  /** Absolute. */
  file: string;
  args(folder: string): string[];
}

interface Known extends Opener {
  /** Names of the program on PATH, for Linux and macOS. */
  commands: readonly string[];
  /** Usual places that are on no PATH: below the home folder and beside it on macOS, in program folders on Windows. */
  mac: readonly string[];
  windows: readonly string[];
}

const withFolder = (folder: string): string[] => [folder];
/** A terminal opens in the folder that it is started in. */
const inFolder = (): string[] => [];
const EDITOR = 'Contents/Resources/app/bin';

const KNOWN: readonly Known[] = [
  {
    id: 'vscode',
    title: 'VS Code',
    kind: 'editor',
    commands: ['code', '/snap/bin/code', '/usr/share/code/bin/code'],
    mac: [`Visual Studio Code.app/${EDITOR}/code`],
    windows: ['Microsoft VS Code\\Code.exe', 'Programs\\Microsoft VS Code\\Code.exe'],
  },
  {
    id: 'cursor',
    title: 'Cursor',
    kind: 'editor',
    commands: ['cursor', '/opt/cursor/cursor', '/usr/share/cursor/bin/cursor'],
    mac: [`Cursor.app/${EDITOR}/cursor`],
    windows: ['Programs\\cursor\\Cursor.exe', 'cursor\\Cursor.exe'],
  },
];

const LINUX_TERMINALS = [
  'x-terminal-emulator',
  'gnome-terminal',
  'konsole',
  'xfce4-terminal',
  'ghostty',
  'kitty',
  'alacritty',
  'wezterm',
  'foot',
  'xterm',
];

/** What opens a folder here: editors, then a terminal. Nothing on a Linux without a screen. */
export function findOpeners(desktop: Desktop): FoundOpener[] {
  const { platform, env } = desktop;
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return [];
  const editors = KNOWN.flatMap(({ id, title, kind, ...known }): FoundOpener[] => {
    const file = placesOf(known, desktop).find(isProgram);
    return file === undefined ? [] : [{ id, title, kind, file, args: withFolder }];
  });
  return [...editors, ...terminal(desktop)];
}

function terminal(desktop: Desktop): FoundOpener[] {
  const { platform, env } = desktop;
  const about = { id: 'terminal', title: 'Terminal', kind: 'terminal' } as const;
  if (platform === 'darwin') {
    const file = '/usr/bin/open';
    return isProgram(file) ? [{ ...about, file, args: (folder) => ['-a', 'Terminal', folder] }] : [];
  }
  if (platform === 'win32') {
    const file = path.win32.join(env['SystemRoot'] ?? 'C:\\Windows', 'System32', 'cmd.exe');
    return isProgram(file) ? [{ ...about, file, args: inFolder }] : [];
  }
  const file = onPath(LINUX_TERMINALS, desktop).find(isProgram);
  return file === undefined ? [] : [{ ...about, file, args: inFolder }];
}

function placesOf({ commands, mac, windows }: Pick<Known, 'commands' | 'mac' | 'windows'>, desktop: Desktop) {
  const { platform, env } = desktop;
  if (platform === 'win32') {
    // Not PATH: what is there is a .cmd file, which only a shell can start.
    const roots = [env['LOCALAPPDATA'], env['PROGRAMFILES'], env['PROGRAMFILES(X86)']].filter(Boolean);
    return roots.flatMap((root) => windows.map((place) => path.win32.join(root!, place)));
  }
  const apps = platform === 'darwin' ? ['/Applications', path.join(env['HOME'] ?? '/', 'Applications')] : [];
  return [
    ...onPath(commands, desktop),
    ...apps.flatMap((folder) => mac.map((app) => path.join(folder, app))),
  ];
}

/** Where programs of these names could be, in the order of PATH; an absolute name is itself. */
function onPath(names: readonly string[], { env }: Desktop): string[] {
  // A relative folder on PATH would depend on where Cairn was started.
  const folders = (env['PATH'] ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return names.flatMap((name) =>
    path.isAbsolute(name) ? [name] : folders.map((folder) => path.join(folder, name)),
  );
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
