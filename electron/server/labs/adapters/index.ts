import { readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { AppError } from '../../../shared/errors.ts';
import type { LabLanguage } from '../../../shared/labs.ts';
import { language, type Language } from '../../../shared/settings.ts';
import type { AdapterOfFolder, LanguageAdapter } from './types.ts';

/** A language is a folder beside this file, of its name, whose `adapter.ts` exports `adapter`. Nothing else lists them. */
async function readAdapters(): Promise<LanguageAdapter[]> {
  const folders = readdirSync(import.meta.dirname, { withFileTypes: true }).filter(
    (it) => it.isDirectory() && language.safeParse(it.name).success,
  );
  const adapters = await Promise.all(
    folders.map(async ({ name }) => {
      const file = pathToFileURL(path.join(import.meta.dirname, name, 'adapter.ts'));
      const { adapter } = (await import(file.href)) as { adapter: AdapterOfFolder };
      return { ...adapter, language: name };
    }),
  );
  // What needs nothing but Cairn itself comes first.
  return adapters.toSorted(
    (a, b) => Number(b.isIncluded) - Number(a.isIncluded) || a.title.localeCompare(b.title),
  );
}

const ADAPTERS = new Map((await readAdapters()).map((adapter) => [adapter.language, adapter]));

/** The languages of labs, those that need no tools of their own first. */
export const LANGUAGES: readonly LabLanguage[] = [...ADAPTERS.values()].map(
  ({ language, title, isIncluded }) => ({ id: language, title, isIncluded }),
);

/** Everything that the engine knows of a language. @throws AppError `bad_input` for one that is not there */
export function adapterOf(language: Language): LanguageAdapter {
  const adapter = ADAPTERS.get(language);
  if (adapter) return adapter;
  throw new AppError('bad_input', `There is no language "${language}".`, {
    hint: `Use one of ${LANGUAGES.map(({ id }) => id).join(', ')}.`,
  });
}

/** The language that the info string of a code fence names, if it names one. */
export const languageOfFence = (name: string): Language | null =>
  [...ADAPTERS.values()].find(({ fences }) => fences.includes(name))?.language ?? null;
