/** What Node, npm and Electron add for their own children, and Cairn's keys. An editor that inherits them goes wrong. */
const OURS = /^(?:npm_|NODE_|ELECTRON_|CHROME_|CAIRN_|INIT_CWD$|ANTHROPIC_API_KEY$)/;

/** The environment for programs that are the person's own: theirs, without what was put in on the way to Cairn. */
export function desktopEnv(env: NodeJS.ProcessEnv): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !OURS.test(name)));
}
