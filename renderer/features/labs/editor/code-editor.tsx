import { useEffect, useRef } from 'react';
import { useThemeName } from '../../../ui/index.ts';
import type { Buffers, FileState } from '../buffers.ts';
import type { Place } from '../files/use-open-files.ts';
import type { Problem } from '../results/problem.ts';
import { useLatest } from '../use-latest.ts';
import styles from './editor.module.css';
import { indentOf, languageOf, loadTypes, modelUri, monaco, revalidate, setupMonaco } from './monaco.ts';
import { watchProblems } from './problems.ts';
import { defineTheme } from './themes.ts';

interface CodeEditorProps {
  lab: string;
  /** The file that is shown. The others are known to TypeScript too, so that imports between files resolve. */
  path: string;
  buffers: Buffers;
  /** Changes when the models may have to; the texts are those of `buffers`. */
  states: ReadonlyMap<string, FileState>;
  readOnly: boolean;
  onEdit: (path: string, text: string, by?: 'layout') => void;
  /** Escape was pressed and nothing inside the editor wanted it. */
  onLeave: () => void;
  /** Where to go, once for each object. */
  place: Place | null;
  /** What the language service has to say of the files, each time that it changes. */
  onProblems: (problems: Problem[]) => void;
  /** Given while the editor is there; null when it has gone. */
  onControls: (controls: EditorControls | null) => void;
}

/** What the rest of the workspace asks of the editor. */
export interface EditorControls {
  focus(): void;
  /** Lays the shown file out anew. Resolves when it is done, or when there is no formatter for it. */
  format(): Promise<void>;
}

type Editor = monaco.editor.IStandaloneCodeEditor;

/** When Escape belongs to Monaco itself. */
const ESCAPE_IS_FREE = [
  '!suggestWidgetVisible',
  '!findWidgetVisible',
  '!renameInputVisible',
  '!parameterHintsVisible',
  '!editorHasSelection',
  '!editorHasMultipleSelections',
  '!accessibilityHelpWidgetVisible',
  '!markersNavigationVisible',
  '!inSnippetMode',
  '!referenceSearchVisible',
].join(' && ');

/** Monaco on one file at a time. Each file keeps its own undo and scroll position while the workspace is open. */
export default function CodeEditor(props: CodeEditorProps) {
  const { lab, path, buffers, states, readOnly, place, onProblems, onControls } = props;
  const theme = useThemeName();
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<Editor>(null);
  const views = useRef(new Map<string, monaco.editor.ICodeEditorViewState>());
  const shown = useRef(new Map<string, number>());
  const latest = useLatest(props);
  /** While a text from outside is put into its model: that is nobody's edit, and its buffer has it already. */
  const isReplacing = useRef(false);

  useEffect(() => {
    const layingOut = { current: false };
    const created = createEditor(host.current!, (text) => {
      if (isReplacing.current) return;
      latest.current.onEdit(latest.current.path, text, layingOut.current ? 'layout' : undefined);
    });
    created.addCommand(monaco.KeyCode.Escape, () => latest.current.onLeave(), ESCAPE_IS_FREE);
    const versions = shown.current;
    editor.current = created;
    onControls({
      focus: () => created.focus(),
      format: () => layOut(created, layingOut),
    });
    return () => {
      onControls(null);
      created.dispose();
      versions.clear();
      for (const model of monaco.editor.getModels()) model.dispose();
    };
  }, [latest, onControls]);

  useEffect(() => {
    defineTheme(theme);
    monaco.editor.setTheme('cairn');
  }, [theme]);

  useEffect(() => {
    void loadTypes(lab);
  }, [lab]);
  useEffect(() => {
    isReplacing.current = true;
    try {
      syncModels(lab, { buffers, states }, shown.current);
    } finally {
      isReplacing.current = false;
    }
  }, [lab, buffers, states]);
  useEffect(() => watchProblems(lab, onProblems), [lab, onProblems]);

  const isLoaded = states.has(path);
  useEffect(() => {
    if (!isLoaded) return;
    const current = editor.current!;
    const kept = views.current;
    current.setModel(monaco.editor.getModel(modelUri(lab, path)));
    current.restoreViewState(kept.get(path) ?? null);
    return () => {
      const view = current.saveViewState();
      if (view) kept.set(path, view);
    };
  }, [lab, path, isLoaded]);

  useEffect(() => {
    editor.current!.updateOptions({ readOnly, ariaLabel: `${path}${readOnly ? ', read only' : ''}` });
  }, [path, readOnly]);

  useEffect(() => {
    // The place of another file waits for its model.
    if (place && isLoaded && place.path === path) goTo(editor.current!, place);
  }, [place, path, isLoaded]);

  return <div ref={host} className={styles.editor} />;
}

function goTo(editor: Editor, { line, column }: Place): void {
  editor.setPosition({ lineNumber: line, column });
  editor.revealLineInCenter(line);
  editor.focus();
}

/** Gives every buffer a model, and shows text that was replaced from outside; what is typed is never touched. */
function syncModels(
  lab: string,
  files: Pick<CodeEditorProps, 'buffers' | 'states'>,
  shown: Map<string, number>,
): void {
  let isNew = false;
  for (const [path, { version }] of files.states) {
    const text = files.buffers.all().get(path)?.text ?? '';
    const uri = modelUri(lab, path);
    const model = monaco.editor.getModel(uri);
    if (!model) {
      isNew = true;
      monaco.editor
        .createModel(text, languageOf(path), uri)
        .updateOptions({ tabSize: indentOf(path), insertSpaces: true });
    } else if (shown.get(path) !== version && model.getValue() !== text) {
      // A model keeps its line ends through any edit, and the other editor may have chosen others.
      model.pushEOL(endOfLine(text));
      // An edit and not setValue: Ctrl+Z brings back what was replaced.
      model.pushEditOperations([], [{ range: model.getFullModelRange(), text }], () => null);
    }
    shown.set(path, version);
  }
  // A file that was deleted or renamed must not be imported any more.
  for (const path of shown.keys()) {
    if (files.states.has(path)) continue;
    monaco.editor.getModel(modelUri(lab, path))?.dispose();
    shown.delete(path);
    isNew = true;
  }
  if (isNew) void revalidate();
}

function endOfLine(text: string): monaco.editor.EndOfLineSequence {
  const { CRLF, LF } = monaco.editor.EndOfLineSequence;
  return text.includes('\r\n') ? CRLF : LF;
}

/** Whether the next change of the text is the layout's and nobody's typing. */
interface LayingOut {
  current: boolean;
}

/** Formats the shown file. Monaco gives it up when somebody types meanwhile. */
async function layOut(editor: Editor, layingOut: LayingOut): Promise<void> {
  const over = new AbortController();
  // Somebody has their hands on it: what changes from now on may be theirs.
  const isTheirs = (): void => void (layingOut.current = false);
  for (const touch of ['keydown', 'pointerdown', 'beforeinput', 'drop'] as const)
    addEventListener(touch, isTheirs, { capture: true, signal: over.signal });
  layingOut.current = true;
  try {
    await editor.getAction('editor.action.formatDocument')?.run();
  } finally {
    layingOut.current = false;
    over.abort();
  }
}

function createEditor(host: HTMLElement, onChange: (text: string) => void): Editor {
  const editor = setupMonaco().editor.create(host, {
    model: null,
    theme: 'cairn',
    automaticLayout: true,
    fontFamily: getComputedStyle(document.body).getPropertyValue('--mono'),
    fontSize: 13,
    lineHeight: 20,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    renderLineHighlightOnlyWhenFocus: true,
    padding: { top: 10, bottom: 10 },
    fixedOverflowWidgets: true,
    stickyScroll: { enabled: false },
    overviewRulerBorder: false,
    scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
    smoothScrolling: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    lineNumbersMinChars: 3,
    lineDecorationsWidth: 12,
    renderFinalNewline: 'on',
    glyphMargin: false,
    folding: false,
    readOnlyMessage: { value: 'This file belongs to the lab. It is here to be read.' },
  });
  editor.onDidChangeModelContent(() => {
    const model = editor.getModel();
    if (model) onChange(model.getValue());
  });
  return editor;
}
