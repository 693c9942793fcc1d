import { createTRPCClient, httpBatchLink, TRPCClientError } from '@trpc/client';
import type { inferRouterInputs, inferRouterOutputs } from '@trpc/server';
import type { AppRouter } from '../../electron/server/router.ts';
import { currentSession, forgetSession, SESSION_HEADER } from './session.ts';

/** What each procedure takes and gives, by feature and name: `Outputs['practice']['list']`. */
export type Inputs = inferRouterInputs<AppRouter>;
export type Outputs = inferRouterOutputs<AppRouter>;

const lostListeners = new Set<() => void>();

/** Told when the server no longer knows this window: it was restarted, and a new launch link is needed. */
export function onSessionLost(listener: () => void): () => void {
  lostListeners.add(listener);
  return () => lostListeners.delete(listener);
}

export function sessionLost(): void {
  forgetSession();
  for (const listener of lostListeners) listener();
}

/** The server's procedures: `api.practice.log.mutate({ minutes: 25 })`. */
export const api = createTRPCClient<AppRouter>({
  links: [
    httpBatchLink({
      url: '/trpc',
      maxURLLength: 4000,
      headers: () => ({ [SESSION_HEADER]: currentSession() ?? '' }),
      fetch: async (input, init) => {
        const response = await fetch(input, init);
        if (response.status === 401) sessionLost();
        return response;
      },
    }),
  ],
});

export { TRPCClientError };
