import { useEffect, useRef } from 'react';
import { useThemeName } from '../../../ui/index.ts';
import styles from './editor.module.css';
import { indentOf, languageOf, modelUri, monaco, setupMonaco } from './monaco.ts';
import { defineTheme } from './themes.ts';

interface CompareEditorProps {
  lab: string;
  path: string;
  /** What it is compared with; it stands on the left. */
  original: string;
  readOnly: boolean;
}

/** Under this width the two sides become one column, with what is gone above what is new. */
const SIDE_BY_SIDE_PX = 820;

/** A file as it is beside another version of it. The right side is the file itself and can be edited. */
export default function CompareEditor({ lab, path, original, readOnly }: CompareEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const theme = useThemeName();
  useEffect(() => {
    const modified = monaco.editor.getModel(modelUri(lab, path));
    if (!modified) return;
    const before = monaco.editor.createModel(original, languageOf(path));
    before.updateOptions({ tabSize: indentOf(path) });
    const editor = setupMonaco().editor.createDiffEditor(host.current!, {
      theme: 'cairn',
      automaticLayout: true,
      readOnly,
      originalEditable: false,
      fontFamily: getComputedStyle(document.body).getPropertyValue('--mono'),
      fontSize: 13,
      lineHeight: 20,
      minimap: { enabled: false },
      scrollBeyondLastLine: false,
      padding: { top: 10, bottom: 10 },
      renderOverviewRuler: false,
      useInlineViewWhenSpaceIsLimited: true,
      renderSideBySideInlineBreakpoint: SIDE_BY_SIDE_PX,
      hideUnchangedRegions: { enabled: true, contextLineCount: 4 },
      lineNumbersMinChars: 3,
      folding: false,
      glyphMargin: false,
      // Arrows that nobody can name, in a gutter of their own: each side needs its width.
      renderGutterMenu: false,
      renderMarginRevertIcon: false,
      originalAriaLabel: `${path}, before`,
      modifiedAriaLabel: `${path}, now`,
    });
    editor.setModel({ original: before, modified });
    return () => {
      editor.dispose();
      before.dispose();
    };
  }, [lab, path, original, readOnly]);
  useEffect(() => {
    defineTheme(theme);
    monaco.editor.setTheme('cairn');
  }, [theme]);
  return <div ref={host} className={styles.editor} />;
}
