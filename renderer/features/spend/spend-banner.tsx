import { useCallback, useState } from 'react';
import { Link } from 'wouter';
import { useData } from '../../api/index.ts';
import styles from '../../app/banners.module.css';
import { Button } from '../../ui/button.tsx';
import { money } from '../models/amounts.ts';
import { useOnTrace } from '../traces/use-on-trace.ts';

/** Before the month's cap is reached, and when it is. It can be put away until that changes. */
export function SpendBanner() {
  const [away, setAway] = useState<string | null>(null);
  const { data, refetch } = useData('runs', 'month');
  const hasCap = data?.capUsd !== null && data?.capUsd !== undefined;
  useOnTrace(
    useCallback(() => {
      if (hasCap) void refetch();
    }, [hasCap, refetch]),
  );
  if (!data || data.capUsd === null || (data.state !== 'near' && data.state !== 'reached')) return null;
  const here = `${data.month} ${data.state} ${data.capUsd}`;
  if (away === here) return null;
  return (
    <div className={styles.banner} role="status">
      <p>
        {data.state === 'reached' ? (
          <>
            <strong>This month’s cap for models is reached.</strong> {money(data.spentUsd)} of{' '}
            {money(data.capUsd)} are spent. Calls that cost money are refused; the models on this machine
            answer as before.
          </>
        ) : (
          <>
            <strong>This month’s cap for models is near.</strong> {money(data.spentUsd)} of{' '}
            {money(data.capUsd)} are spent.
          </>
        )}
      </p>
      <div className="row">
        <Link href="/spend">See what was spent</Link>
        <Button size="sm" onClick={() => setAway(here)}>
          Later
        </Button>
      </div>
    </div>
  );
}
