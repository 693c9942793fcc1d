import type { Language } from '../../../shared/settings.ts';
import { python } from './python/adapter.ts';
import type { LanguageAdapter } from './types.ts';
import { typescript } from './typescript/adapter.ts';

/** The languages of labs. A new one is a folder beside these and a line here. */
export const ADAPTERS: Readonly<Record<Language, LanguageAdapter>> = { typescript, python };
