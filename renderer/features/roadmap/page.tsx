import { useCallback, useRef } from 'react';
import { Link, useSearchParams } from 'wouter';
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
    <Page
      title="Roadmap"
      lead={path?.title}
      actions={plan && <Span enrolled={plan.enrolled} from={plan.enrolment.startedOn} to={plan.endsOn} />}
    >
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

function Span({ enrolled, from, to }: { enrolled: boolean; from: string; to: string }) {
  return (
    <p className={styles.span}>
      <span className="mono">
        {showDate(from)} to {showDate(to)}
      </span>
      <Link href={enrolled ? '/settings' : '/welcome'}>
        {enrolled ? 'Change path or pace' : 'Choose your path and start'}
      </Link>
    </p>
  );
}
