import { editor } from 'monaco-editor/editor';
import { tokenColours } from '../../../ui/index.ts';

/** "rgb(12, 34, 56)" or "rgb(12 34 56 / 40%)" as the hex digits that Monaco wants, without "#". */
export function toHex(colour: string): string {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue].map((part) => Math.round(part).toString(16).padStart(2, '0')).join('');
}

/** Monaco's theme of the moment, in the app's own colours. Call it again when the theme has changed. */
export function defineTheme(theme: 'dark' | 'light'): void {
  const c = tokenColours(
    '--surface',
    '--surface-2',
    '--surface-3',
    '--border',
    '--text',
    '--text-2',
    '--text-3',
    '--accent',
    '--accent-text',
    '--accent-soft',
    '--here-text',
    '--info-text',
    '--violet-text',
    '--accent-line',
    '--danger',
    '--danger-soft',
  );
  const hex = (name: keyof typeof c): string => toHex(c[name]);
  const colour = (name: keyof typeof c): string => `#${hex(name)}`;
  editor.defineTheme('cairn', {
    base: theme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: hex('--text') },
      { token: 'comment', foreground: hex('--text-3'), fontStyle: 'italic' },
      { token: 'keyword', foreground: hex('--violet-text') },
      { token: 'string', foreground: hex('--accent-text') },
      { token: 'number', foreground: hex('--here-text') },
      { token: 'regexp', foreground: hex('--danger') },
      { token: 'type', foreground: hex('--info-text') },
      { token: 'type.identifier', foreground: hex('--info-text') },
      { token: 'delimiter', foreground: hex('--text') },
    ],
    colors: {
      'editor.background': colour('--surface'),
      'editor.foreground': colour('--text'),
      'editorLineNumber.foreground': colour('--text-3'),
      'editorLineNumber.activeForeground': colour('--text'),
      'editor.lineHighlightBackground': colour('--surface-2'),
      'editor.lineHighlightBorder': '#00000000',
      'editor.selectionBackground': colour('--accent-soft'),
      'editorCursor.foreground': colour('--accent'),
      'editorIndentGuide.background1': colour('--border'),
      'editorWidget.background': colour('--surface-2'),
      'editorWidget.border': colour('--border'),
      'editorHoverWidget.background': colour('--surface-2'),
      'editorGutter.background': colour('--surface'),
      // Faded text would be too faint to read; unused names are underlined instead.
      'editorUnnecessaryCode.opacity': '#000000ff',
      'editorUnnecessaryCode.border': colour('--text-3'),
      'diffEditor.insertedLineBackground': `${colour('--accent-soft')}b0`,
      'diffEditor.insertedTextBackground': `${colour('--accent-line')}80`,
      'diffEditor.removedLineBackground': `${colour('--danger-soft')}b0`,
      'diffEditor.removedTextBackground': `${colour('--danger')}40`,
      'diffEditor.unchangedRegionBackground': colour('--surface-2'),
      'diffEditor.unchangedRegionForeground': colour('--text-2'),
      focusBorder: colour('--accent'),
    },
  });
}
