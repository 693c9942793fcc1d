import { useCallback } from 'react';
import type { LabLanguage } from '../../../electron/shared/labs.ts';
import type { Language } from '../../../electron/shared/settings.ts';
import { useData } from '../../api/queries.ts';

const NONE: readonly LabLanguage[] = [];

/** The languages of labs, as the server has them. Every page asks, so that they are there when a lab is shown. */
export function useLanguages(): {
  languages: readonly LabLanguage[];
  /** "TypeScript" for `typescript`. */
  titleOf: (language: Language) => string;
  /** What an address or an older window says, if there is such a language; anything before the answer is there. */
  read: (text: string | null | undefined) => Language | undefined;
} {
  const languages = useData('labs', 'languages').data ?? NONE;
  const titleOf = useCallback(
    (language: Language) => languages.find(({ id }) => id === language)?.title ?? language,
    [languages],
  );
  const read = useCallback(
    (text: string | null | undefined) => {
      const isKnown = languages.length === 0 || languages.some(({ id }) => id === text);
      return text && isKnown ? text : undefined;
    },
    [languages],
  );
  return { languages, titleOf, read };
}

/** For a choice between all of them. */
export const asOptions = (languages: readonly LabLanguage[]): { value: Language; label: string }[] =>
  languages.map(({ id, title }) => ({ value: id, label: title }));
