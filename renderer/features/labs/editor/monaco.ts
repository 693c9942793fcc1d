import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/markdown/register';
import 'monaco-editor/languages/definitions/python/register';
import 'monaco-editor/languages/definitions/typescript/register';
import 'monaco-editor/languages/definitions/yaml/register';
import {
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
  typescriptDefaults,
} from 'monaco-editor/languages/features/typescript/register';
// oxlint-disable-next-line import/default -- Vite makes the default export of a ?worker
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
// oxlint-disable-next-line import/default, import/no-named-as-default -- Vite makes the default export of a ?worker
import TypeScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker?worker';

export { monaco };

let ready = false;

/** Prepares Monaco once: its workers, and TypeScript as Node runs it. */
export function setupMonaco(): typeof monaco {
  if (ready) return monaco;
  ready = true;
  globalThis.MonacoEnvironment = {
    getWorker: (_id, label) => (label === 'typescript' ? new TypeScriptWorker() : new EditorWorker()),
  };
  typescriptDefaults.setCompilerOptions({
    target: ScriptTarget.ESNext,
    lib: ['esnext'],
    module: ModuleKind.ESNext,
    moduleResolution: ModuleResolutionKind.NodeJs,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    resolveJsonModule: true,
    esModuleInterop: true,
    allowNonTsExtensions: true,
    allowImportingTsExtensions: true,
    // Node strips types and does nothing else: what it cannot strip is an error while typing already.
    erasableSyntaxOnly: true,
    types: [],
  });
  typescriptDefaults.setEagerModelSync(true);
  typescriptDefaults.setDiagnosticsOptions({ noSemanticValidation: true, noSyntaxValidation: false });
  void loadTypes();
  return monaco;
}

/** Gives the worker the types of Node and of the SDK; only then are type errors worth showing. */
async function loadTypes(): Promise<void> {
  const { libraries } = await import('./types.ts');
  for (const { path, text } of libraries) typescriptDefaults.addExtraLib(text, `file:///${path}`);
  typescriptDefaults.setDiagnosticsOptions({ noSemanticValidation: false, noSyntaxValidation: false });
}

const LANGUAGES: Record<string, string> = {
  ts: 'typescript',
  mts: 'typescript',
  js: 'typescript',
  mjs: 'typescript',
  py: 'python',
  md: 'markdown',
  yaml: 'yaml',
  yml: 'yaml',
  // JSON is YAML, and so needs no worker of its own for colours.
  json: 'yaml',
};

/** Monaco's language for a file, by its ending. */
export function languageOf(path: string): string {
  return LANGUAGES[path.split('.').at(-1) ?? ''] ?? 'plaintext';
}

/** The address of a workspace file's model: the labs' own folder keeps equal names of two labs apart. */
export function modelUri(lab: string, path: string): monaco.Uri {
  return monaco.Uri.parse(`file:///${lab}/${path}`);
}
