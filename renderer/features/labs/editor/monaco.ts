import * as monaco from 'monaco-editor/editor';
import 'monaco-editor/features/register.all';
import 'monaco-editor/languages/definitions/register.all';
import {
  getTypeScriptWorker,
  ModuleKind,
  type ModuleResolutionKind,
  ScriptTarget,
  typescriptDefaults,
} from 'monaco-editor/languages/features/typescript/register';
import { api } from '../../../api/index.ts';
// oxlint-disable-next-line import/default -- Vite makes the default export of a ?worker
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
// oxlint-disable-next-line import/default, import/no-named-as-default -- Vite makes the default export of a ?worker
import TypeScriptWorker from 'monaco-editor/languages/features/typescript/ts.worker?worker';

export { monaco };

let ready = false;
/** TypeScript's own number for resolution as bundlers do it, by `exports`; Monaco's list of names ends before it. */
// oxlint-disable-next-line typescript/no-unsafe-enum-assignment -- Monaco passes the number on and names only two of them
const BUNDLER = 100 as ModuleResolutionKind;

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
    moduleResolution: BUNDLER,
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
  return monaco;
}

/** The worker's libraries, once a lab; only with them are type errors worth showing. */
let libraries: { lab: string; loading: Promise<void> } | undefined;

/** Gives the worker the types of Node and of the packages that a lab's code may import. */
export function loadTypes(lab: string): Promise<void> {
  if (libraries?.lab !== lab) libraries = { lab, loading: fetchTypes(lab) };
  return libraries.loading;
}

async function fetchTypes(lab: string): Promise<void> {
  try {
    const files = await api.labs.types.query({ slug: lab });
    typescriptDefaults.setExtraLibs(
      files.map(({ path, text }) => ({ content: text, filePath: `file:///${path}` })),
    );
    typescriptDefaults.setDiagnosticsOptions({ noSemanticValidation: false, noSyntaxValidation: false });
  } catch {
    // The server is away: without types the editor still edits, and the next opening asks again.
    libraries = undefined;
  }
}

/**
 * Looks at every file again: one that came or went changes what the others may import, which Monaco does not see. The
 * worker is given all files first: it learns of a new one only when that one is looked at, which is after the others.
 */
export async function revalidate(): Promise<void> {
  const ours = monaco.editor.getModels().filter((model) => model.getLanguageId() === 'typescript');
  try {
    const worker = await getTypeScriptWorker();
    await worker(...ours.map(({ uri }) => uri));
  } catch {
    // No worker yet: when it starts, it is given every file that is there.
  }
  typescriptDefaults.setDiagnosticsOptions(typescriptDefaults.getDiagnosticsOptions());
}

/** What this window colours otherwise than Monaco would. */
const OWN: Record<string, string> = {
  // One worker knows the types of both.
  '.js': 'typescript',
  '.mjs': 'typescript',
  // JSON is YAML, and so needs no worker of its own for colours.
  '.json': 'yaml',
};

/** Monaco's language for a file, by its ending. */
export function languageOf(path: string): string {
  const ending = /\.[^./]+$/.exec(path)?.[0] ?? '';
  const known = monaco.languages.getLanguages().find(({ extensions }) => extensions?.includes(ending));
  return OWN[ending] ?? known?.id ?? 'plaintext';
}

const TWO_SPACES = new Set(['typescript', 'yaml', 'markdown', 'html', 'css']);

/** Spaces of an indent: two where the web's formatters have two, else four, as in Python (PEP 8). */
export const indentOf = (path: string): number => (TWO_SPACES.has(languageOf(path)) ? 2 : 4);

/** The address of a workspace file's model: the labs' own folder keeps equal names of two labs apart. */
export function modelUri(lab: string, path: string): monaco.Uri {
  return monaco.Uri.parse(`file:///${lab}/${path}`);
}
