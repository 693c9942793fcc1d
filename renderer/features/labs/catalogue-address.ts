import { STATES, type Selection } from './catalogue.ts';

export type View = 'list' | 'graph';

export const EVERYTHING: Selection = { text: '', skill: 'all', language: 'all', state: 'all' };

/**
 * What the address asks for. A value that is not known counts as none.
 * @param readLanguage undefined for a language that is not there
 */
export function readAddress(
  params: URLSearchParams,
  readLanguage: (text: string | null) => string | undefined,
): { selection: Selection; view: View } {
  return {
    view: params.get('view') === 'graph' ? 'graph' : 'list',
    selection: {
      text: params.get('q') ?? '',
      skill: params.get('skill') ?? 'all',
      language: readLanguage(params.get('language')) ?? 'all',
      state: STATES.find((state) => state === params.get('state')) ?? 'all',
    },
  };
}

/** The parameters of an address; what is usual is left out, so that the plain page has a plain address. */
export function writeAddress(
  { text, skill, language, state }: Selection,
  view: View,
): Record<string, string> {
  const pairs: [string, string, string][] = [
    ['view', view, 'list'],
    ['q', text, ''],
    ['skill', skill, 'all'],
    ['language', language, 'all'],
    ['state', state, 'all'],
  ];
  return Object.fromEntries(
    pairs.filter(([, value, usual]) => value !== usual).map(([key, value]) => [key, value]),
  );
}
