import { pathToFileURL } from 'node:url';
import type { FilePlace } from './command.ts';

/** The terminals that show OSC 8 hyperlinks, by what they set in the environment. */
const KNOWN = ['WT_SESSION', 'KITTY_WINDOW_ID', 'KONSOLE_VERSION', 'WEZTERM_PANE', 'GHOSTTY_RESOURCES_DIR'];
const PROGRAMS = ['iTerm.app', 'WezTerm', 'ghostty', 'Hyper', 'rio'];
/** VTE, behind GNOME's terminal and others, knows them since 0.50 (VTE_VERSION 5000). */
const VTE = 5000;

/**
 * Whether the terminal shows OSC 8 hyperlinks (https://gist.github.com/egmontkob/eb114294efbcd5adb1944c9f3cb5feda).
 * FORCE_HYPERLINK says yes or, as 0, no. The terminals of VS Code and Cursor count as without: they link `path:line`
 * themselves, to the line, which a hyperlink to a file cannot.
 */
export function knowsLinks(env: NodeJS.ProcessEnv, isTty: boolean): boolean {
  const forced = env['FORCE_HYPERLINK'];
  if (forced !== undefined) return forced !== '0';
  if (!isTty || env['NO_COLOR'] || env['TERM_PROGRAM'] === 'vscode' || env['TERM'] === 'dumb') return false;
  return (
    KNOWN.some((name) => env[name]) ||
    PROGRAMS.includes(env['TERM_PROGRAM'] ?? '') ||
    Number(env['VTE_VERSION'] ?? 0) >= VTE
  );
}

/** How places in files are written for a terminal. */
export function placeText(env: NodeJS.ProcessEnv, isTty = false): (at: FilePlace) => string {
  const isLinked = knowsLinks(env, isTty);
  return ({ file, line, text = file }) => {
    const end = line === undefined ? '' : `:${line}`;
    if (!isLinked) return `${file}${end}`;
    return `\u001B]8;;${pathToFileURL(file).href}\u001B\\${text}${end}\u001B]8;;\u001B\\`;
  };
}
