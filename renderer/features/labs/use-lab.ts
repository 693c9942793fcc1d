import { queryOptions, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import type { Language } from '../../../electron/shared/settings.ts';
import { api } from '../../api/index.ts';

const refOf = (slug: string, language: Language | undefined) => (language ? { slug, language } : { slug });

/** A lab as it would open, for the moment between a click and the answer. Nothing is made by asking. */
export const previewOf = (slug: string, language: Language | undefined) =>
  queryOptions({
    queryKey: ['labs', 'preview', slug, language ?? null],
    queryFn: () => api.labs.preview.query(refOf(slug, language)),
  });

/**
 * Opens a lab. Its workspace is made the first time and never overwritten, so asking again is harmless and brings the
 * newest state: the key begins with "labs", which is what the event stream names when something changed.
 * @param language left out: the one that it was begun in
 * @returns the lab; only its preview while `isPlaceholderData`
 */
export function useLab(
  slug: string,
  language: Language | undefined,
): UseQueryResult<OpenLab> & { refresh: () => Promise<void> } {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['labs', 'open', slug, language ?? null],
    queryFn: () => api.labs.open.query(refOf(slug, language)),
    placeholderData: () => {
      const { queryKey } = previewOf(slug, language);
      // A step that passed since would be shown as open, and chosen.
      if (client.getQueryState(queryKey)?.isInvalidated) return undefined;
      return client.getQueryData(queryKey);
    },
  });
  const refresh = useCallback(async () => {
    await client.invalidateQueries({ queryKey: ['labs'] });
  }, [client]);
  return { ...query, refresh };
}

/** The language that a lab was last worked on in, in this browser. */
export const keptLanguage = (slug: string): Language | undefined =>
  localStorage.getItem(keyOf(slug)) ?? undefined;

export const keepLanguage = (slug: string, language: Language): void =>
  localStorage.setItem(keyOf(slug), language);

const keyOf = (slug: string): string => `cairn-lab-language:${slug}`;
