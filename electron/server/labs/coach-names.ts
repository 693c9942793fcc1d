/** What assistants read when they open a folder. At the top of a workspace they are no part of the learner's work. */
export const COACH_FILES: ReadonlySet<string> = new Set(['AGENTS.md', 'CLAUDE.md']);
