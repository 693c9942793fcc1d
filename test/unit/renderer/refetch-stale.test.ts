import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';
import { refetchStale } from '../../../renderer/api/refetch-stale.ts';

test('a first answer that was on its way when something changed is asked for again', async () => {
  const client = new QueryClient();
  const answers: ((value: string) => void)[] = [];
  const observer = new QueryObserver(client, {
    queryKey: ['practice', 'page', {}],
    queryFn: () => new Promise<string>((answer) => answers.push(answer)),
  });
  const stop = observer.subscribe(() => {});
  expect(answers).toHaveLength(1);
  refetchStale(client, ({ queryKey }) => queryKey[0] === 'practice');
  answers[0]!('from before the change');
  await expect.poll(() => answers.length).toBe(2);
  answers[1]!('from after it');
  await expect.poll(() => observer.getCurrentResult().data).toBe('from after it');
  stop();
  client.clear();
});
