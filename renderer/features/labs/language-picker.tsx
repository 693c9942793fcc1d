import type { OpenLab } from '../../../electron/shared/labs.ts';
import type { Language } from '../../../electron/shared/settings.ts';
import { Segmented } from '../../ui/index.ts';

export const LANGUAGE_TITLE: Record<Language, string> = { typescript: 'TypeScript', python: 'Python' };

interface LanguagePickerProps {
  lab: OpenLab;
  onChange: (language: Language) => void;
}

/** The language to work in. Each has a workspace and passes of its own. */
export function LanguagePicker({ lab, onChange }: LanguagePickerProps) {
  const { languages } = lab.lab;
  if (languages.length < 2) return null;
  return (
    <Segmented
      label="Language"
      value={lab.language}
      options={languages.map((value) => ({ value, label: LANGUAGE_TITLE[value] }))}
      onChange={onChange}
    />
  );
}
