import { useState } from 'react';
import type { Path } from '../../../../electron/shared/curriculum.ts';
import type { PlanVersion, PlanView } from '../../../../electron/shared/plan.ts';
import { api, useData } from '../../../api/index.ts';
import { Badge, Button, Card, EmptyState, ErrorNote, Skeleton } from '../../../ui/index.ts';
import { showDate, showTime } from '../../practice/show-time.ts';
import styles from './history.module.css';
import { scaleOf, type Scale } from './scale.ts';
import { usePlanChange } from './use-plan-change.ts';

const FEW = 6;

/** What changed when, and each plan of then laid out beside the present one. */
export function HistoryCard({ plan, path }: { plan: PlanView; path: Path }) {
  const { data: versions, error } = useData('plan', 'history');
  const [all, setAll] = useState(false);
  const undo = usePlanChange(api.plan.undo.mutate, { done: 'Taken back' });
  if (!versions) return error ? <ErrorNote error={error} /> : <Skeleton height={240} />;
  const shown = all ? versions : versions.slice(0, FEW);
  const scale = historyScale(plan, shown);
  return (
    <Card flush title="How the plan came about" actions={<span className="muted">Newest first</span>}>
      {versions.length === 0 && (
        <EmptyState title="No changes yet">Each change of the plan is kept here.</EmptyState>
      )}
      <ol className={styles.versions}>
        {shown.map((version) => (
          <li key={version.id} data-undone={version.undone || undefined}>
            <div className={styles.what}>
              <p className={styles.text}>
                {version.text} {version.undone && <Badge tone="outline">taken back</Badge>}
              </p>
              <p className={styles.facts}>
                <time dateTime={new Date(version.at).toISOString()}>{showTime(version.at)}</time>
                {version.phases.length > 0 && <> · to {showDate(version.phases.at(-1)!.endsOn)}</>}
                {movedText(version.movedDays)}
              </p>
            </div>
            <Bars version={version} scale={scale} path={path} today={plan.today} />
            {version.id === plan.latestChange && (
              <Button size="sm" busy={undo.isPending} onClick={() => undo.mutate({ id: version.id })}>
                Undo
              </Button>
            )}
          </li>
        ))}
      </ol>
      {versions.length > FEW && (
        <p className={styles.more}>
          <Button size="sm" variant="ghost" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${versions.length}`}
          </Button>
        </p>
      )}
    </Card>
  );
}

function movedText(days: number | null): string {
  if (days === null || days === 0) return '';
  const count = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`;
  return ` · ${count} ${days > 0 ? 'later' : 'sooner'}`;
}

/** One line for all versions, so that they can be compared. */
function historyScale(plan: PlanView, versions: readonly PlanVersion[]): Scale {
  const all = [...plan.phases, ...versions.flatMap(({ phases }) => phases)];
  const from = all.map(({ startsOn }) => startsOn).toSorted()[0]!;
  const to = all
    .map(({ endsOn }) => endsOn)
    .toSorted()
    .at(-1)!;
  return scaleOf(from, to);
}

interface BarsProps {
  version: PlanVersion;
  scale: Scale;
  path: Path;
  today: string;
}

/** The plan after that change as one row of phases. The words beside it say the same. */
function Bars({ version, scale, path, today }: BarsProps) {
  const title = (id: string): string => path.phases.find((phase) => phase.id === id)?.title ?? id;
  return (
    <div className={styles.bars} aria-hidden="true">
      {version.phases.map((phase) => (
        <span
          key={phase.id}
          className={styles.bar}
          style={scale.span(phase.startsOn, phase.endsOn)}
          title={`${title(phase.id)}: ${showDate(phase.startsOn)} to ${showDate(phase.endsOn)}`}
        />
      ))}
      <span className={styles.now} style={{ left: `${scale.at(today)}%` }} />
    </div>
  );
}
