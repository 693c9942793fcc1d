import type { Problem } from '../results/problem.ts';
import { modelUri, monaco } from './monaco.ts';

const SEVERITY: Partial<Record<monaco.MarkerSeverity, Problem['severity']>> = {
  [monaco.MarkerSeverity.Error]: 'error',
  [monaco.MarkerSeverity.Warning]: 'warning',
};

/** Tells of the language service's findings in a lab's files, now and on each change. @returns a function that stops it */
export function watchProblems(lab: string, onProblems: (problems: Problem[]) => void): () => void {
  const root = modelUri(lab, '').path;
  const tell = (): void =>
    onProblems(
      monaco.editor
        .getModelMarkers({})
        .filter(({ resource }) => resource.scheme === 'file' && resource.path.startsWith(root))
        .flatMap(({ resource, severity, message, startLineNumber, startColumn }) => {
          const known = SEVERITY[severity];
          if (!known) return [];
          const path = resource.path.slice(root.length);
          return [{ path, line: startLineNumber, column: startColumn, message, severity: known }];
        }),
    );
  tell();
  const listening = monaco.editor.onDidChangeMarkers(tell);
  return () => listening.dispose();
}
