/** This process's environment without what a test runner or npm puts there for its own output. */
export function cleanEnv(): NodeJS.ProcessEnv {
  const { NO_COLOR: _, FORCE_COLOR: __, npm_lifecycle_event: ___, ...own } = process.env;
  return own;
}
