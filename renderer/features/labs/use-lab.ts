import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import type { Language } from '../../../electron/shared/settings.ts';
import { api } from '../../api/index.ts';

/**
 * Opens a lab. Its workspace is made the first time and never overwritten, so asking again is harmless and brings the
 * newest state: the key begins with "labs", which is what the event stream names when something changed.
 * @param language left out: the one that it was begun in
 */
export function useLab(
  slug: string,
  language: Language | undefined,
): UseQueryResult<OpenLab> & { refresh: () => Promise<void> } {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['labs', 'open', slug, language ?? null],
    queryFn: () => api.labs.open.query(language ? { slug, language } : { slug }),
  });
  const refresh = useCallback(async () => {
    await client.invalidateQueries({ queryKey: ['labs'] });
  }, [client]);
  return { ...query, refresh };
}
