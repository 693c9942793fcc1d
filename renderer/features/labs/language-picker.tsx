import type { OpenLab } from '../../../electron/shared/labs.ts';
import type { Language } from '../../../electron/shared/settings.ts';
import { Segmented } from '../../ui/index.ts';
import { useLanguages } from './use-languages.ts';

interface LanguagePickerProps {
  lab: OpenLab;
  onChange: (language: Language) => void;
}

/** The language to work in. Each has a workspace and passes of its own. */
export function LanguagePicker({ lab, onChange }: LanguagePickerProps) {
  const { languages } = lab.lab;
  const { titleOf } = useLanguages();
  if (languages.length < 2) return null;
  return (
    <Segmented
      label="Language"
      value={lab.language}
      options={languages.map((value) => ({ value, label: titleOf(value) }))}
      onChange={onChange}
    />
  );
}
