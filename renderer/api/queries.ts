import { QueryClient, useMutation, useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Topic } from '../../electron/shared/events.ts';
import { useToasts } from '../ui/toast.tsx';
import { api, type Inputs, type Outputs } from './client.ts';
import { explain } from './explain.ts';
import { refetchStale } from './refetch-stale.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // The event stream says when something changed; until then what is here is right.
      staleTime: 60_000,
      networkMode: 'always',
      refetchOnWindowFocus: true,
      retry: (count, error) => explain(error).code === 'offline' && count < 4,
      retryDelay: (attempt) => Math.min(4000, 300 * 2 ** attempt),
    },
    mutations: { networkMode: 'always' },
  },
});

/** Which queries a topic makes stale, by feature. */
const STALE: Record<Topic, readonly string[]> = {
  practice: ['practice', 'progress', 'today', 'plan', 'skills', 'review'],
  timer: ['timer', 'today'],
  plan: ['plan', 'progress', 'targets', 'today', 'rhythm', 'skills', 'review'],
  rhythm: ['rhythm', 'notes', 'reading', 'reminders', 'today', 'review'],
  settings: ['settings', 'modelFiles', 'practice', 'today'],
  labs: ['labs', 'today', 'skills', 'progress', 'review'],
  models: ['models', 'modelFiles', 'keys', 'runs', 'traces', 'review'],
  curriculum: ['curriculum', 'plan', 'skills', 'today', 'labs', 'rhythm', 'review'],
  imports: ['imports'],
  downloads: ['downloads'],
  all: [],
};

/** When the event stream last made a feature's queries stale. */
const heardAt = new Map<string, number>();

/** Refetches what the topics touched; `all` refetches everything. */
export function invalidateTopics(topics: readonly Topic[]): void {
  if (topics.includes('all')) {
    refetchStale(queryClient, () => true);
    return;
  }
  const features = new Set(topics.flatMap((topic) => STALE[topic]));
  for (const feature of features) heardAt.set(feature, performance.now());
  refetchStale(queryClient, ({ queryKey }) => features.has(String(queryKey[0])));
}

type Feature = keyof Outputs;
type Name<F extends Feature> = keyof Outputs[F] & keyof Inputs[F] & string;
type Call = { query(input: unknown, options: { signal: AbortSignal }): Promise<unknown> };

/**
 * Reads a query procedure and keeps it fresh: `useData('practice', 'list', { limit: 20 })`.
 * Pass `{ enabled: false }` to wait.
 */
export function useData<F extends Feature, N extends Name<F>>(
  feature: F,
  name: N,
  ...[input, options]: undefined extends Inputs[F][N]
    ? [input?: Inputs[F][N], options?: { enabled?: boolean }]
    : [input: Inputs[F][N], options?: { enabled?: boolean }]
): UseQueryResult<Outputs[F][N]> {
  return useQuery({
    queryKey: [feature, name, input ?? null],
    // The proxy has every procedure; its type cannot be indexed by two generics at once.
    queryFn: async ({ signal }) => {
      const procedures = api[feature] as unknown as Record<string, Call>;
      return (await procedures[name]!.query(input, { signal })) as Outputs[F][N];
    },
    enabled: options?.enabled ?? true,
    placeholderData: (previous) => previous,
  });
}

/**
 * Whether each of the queries has its first answer, be it data or an error. A page that is drawn from several waits for
 * all of them: drawn one by one, each pushes down what a person has begun to read.
 */
export function haveAnswered(...queries: readonly { isPending: boolean }[]): boolean {
  return queries.every(({ isPending }) => !isPending);
}

/**
 * Puts what a mutation gave back where a query without input keeps its data, so that the page shows it before
 * the refetch: `updateData('settings', 'get', () => saved)`. Does nothing while that query has no data.
 */
export function updateData<F extends Feature, N extends Name<F>>(
  feature: F,
  name: N,
  update: (before: Outputs[F][N]) => Outputs[F][N],
): void {
  queryClient.setQueryData<Outputs[F][N]>([feature, name, null], (before) =>
    before === undefined ? undefined : update(before),
  );
}

/**
 * Drops what a feature answered before. For a change after which the old answer would mislead until the next one has
 * come: a page that opens then waits for it.
 */
export function forgetData(feature: Feature): void {
  queryClient.removeQueries({ queryKey: [feature] });
}

interface ChangeOptions<I, O> {
  onDone?: (result: O, input: I) => void;
  /** Return true when the form itself shows the error; else a toast does. */
  onError?: (error: unknown) => boolean;
}

/**
 * Wraps a mutation procedure: `const log = useChange(api.practice.log.mutate, { onDone })`, then
 * `log.mutate(input)`. Errors become a toast unless `onError` returns true.
 */
export function useChange<I, O>(call: (input: I) => Promise<O>, options: ChangeOptions<I, O> = {}) {
  const toasts = useToasts();
  return useMutation<O, unknown, I, number>({
    mutationFn: (input) => call(input),
    onMutate: () => performance.now(),
    onSuccess: (result, input) => options.onDone?.(result, input),
    onError: (error) => {
      if (!options.onError?.(error)) toasts.fail(error);
    },
    // The stream usually says so first, and what it named is on its way already; without a stream this keeps the page
    // right. The curriculum is the largest answer of all and comes from files: only the stream says that it changed.
    onSettled: (...[, , , askedAt = 0]) =>
      refetchStale(
        queryClient,
        ({ queryKey: [feature] }) =>
          feature !== 'curriculum' && (heardAt.get(String(feature)) ?? -1) < askedAt,
      ),
  });
}
