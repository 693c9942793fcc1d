import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import { api } from '../../api/index.ts';

/**
 * Opens a lab. Its workspace is made the first time and never overwritten, so asking again is harmless and brings the
 * newest state: the key begins with "labs", which is what the event stream names when something changed.
 */
export function useLab(slug: string): UseQueryResult<OpenLab> & { refresh: () => Promise<void> } {
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ['labs', 'open', slug],
    queryFn: () => api.labs.open.query({ slug }),
  });
  const refresh = useCallback(async () => {
    await client.invalidateQueries({ queryKey: ['labs'] });
  }, [client]);
  return { ...query, refresh };
}
