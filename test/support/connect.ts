import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import { SESSION_HEADER } from '../../electron/server/http/sessions.ts';
import type { AppRouter } from '../../electron/server/router.ts';
import type { RunningHost } from './host.ts';

/** Opens a session with a running Cairn as its window does: the launch token is exchanged once. */
export async function connect({
  launchUrl,
  url,
}: Pick<RunningHost, 'launchUrl' | 'url'>): Promise<TRPCClient<AppRouter>> {
  const token = new URL(launchUrl).hash.slice('#launch='.length);
  const answer = await fetch(`${url}/session`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  });
  const { session } = (await answer.json()) as { session: string };
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/trpc`, headers: { origin: url, [SESSION_HEADER]: session } })],
  });
}
