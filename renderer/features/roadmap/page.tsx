import { useCallback, useRef } from 'react';
import { Link, useSearchParams } from 'wouter';
import type { PlanView } from '../../../electron/shared/plan.ts';
import { ErrorNote, Page, Skeleton } from '../../ui/index.ts';
import { showDate } from '../practice/show-time.ts';
import { Ladder, Principles } from './creed.tsx';
import { PictureCard } from './picture-card.tsx';
import { returnFocus } from './return-focus.ts';
import styles from './roadmap.module.css';
import { TargetDialog } from './target-dialog.tsx';
import { Trail } from './trail.tsx';
import { usePathActions } from './use-path-actions.ts';
import { useRoadmap } from './use-roadmap.ts';

/** Keeps a line's place while its text is on the way. */
const BLANK = '\u00a0';

/** The path as a living picture and as a trail of phases and targets. `?target=id` opens a target. */
export default function RoadmapPage() {
  const { curriculum, plan, path, pictures, error, retry } = useRoadmap();
  const [params, setParams] = useSearchParams();
  const targetId = params.get('target');
  const fromPicture = useRef(false);
  const openTarget = useCallback(
    (id: string) => {
      fromPicture.current = document.activeElement instanceof SVGElement;
      setParams({ target: id });
    },
    [setParams],
  );
  usePathActions(path);
  return (
    <Page title="Roadmap" lead={path?.title ?? BLANK} actions={<Span plan={plan} />}>
      {error && !plan && <ErrorNote error={error} retry={retry} />}
      <PictureCard drawings={pictures} skills={curriculum?.skills ?? []} onTarget={openTarget} />
      <div className={styles.columns}>
        {path && plan ? <Trail path={path} plan={plan} onOpen={openTarget} /> : <Skeleton height={900} />}
        <aside className="stack" aria-label="How to walk it">
          {path && curriculum ? (
            <>
              <Principles path={path} />
              <Ladder rungs={curriculum.ladder} />
            </>
          ) : (
            <Skeleton height={500} />
          )}
        </aside>
      </div>
      {targetId && curriculum && plan && (
        <TargetDialog
          key={targetId}
          targetId={targetId}
          curriculum={curriculum}
          plan={plan}
          onClose={() => {
            setParams({}, { replace: true });
            returnFocus(targetId, fromPicture.current);
          }}
        />
      )}
    </Page>
  );
}

function Span({ plan }: { plan: PlanView | undefined }) {
  if (!plan) return <Skeleton height={46} width={210} />;
  return (
    <p className={styles.span}>
      <span className="mono">
        {showDate(plan.enrolment.startedOn)} to {showDate(plan.endsOn)}
      </span>
      <Link href={plan.enrolled ? '/settings' : '/welcome'}>
        {plan.enrolled ? 'Change path or pace' : 'Choose your path and start'}
      </Link>
    </p>
  );
}
