/** How the command is typed here: by npm in a checkout, by its name where it is installed. */
export function cairnWord(env: NodeJS.ProcessEnv): string {
  return env['npm_lifecycle_event'] === 'cairn' ? 'npm run cairn --' : 'cairn';
}
