import { useMemo } from 'react';
import { useParams } from 'wouter';
import { useData } from '../../api/index.ts';
import { ButtonLink, Card, EmptyState, ErrorNote, Page, PriorityBadge, Skeleton } from '../../ui/index.ts';
import { HoursChart } from './hours-chart.tsx';
import { LevelCard } from './level-card.tsx';
import { LabRefs, SkillRefs } from './parts/refs.tsx';
import { PracticeButtons } from './parts/practice-buttons.tsx';
import { Resources, TargetRefs, ToolRefs } from './skill-refs.tsx';
import styles from './skill.module.css';

const PARENT = { to: '/skills', title: 'Skills' };

/** One skill: why, what to know, where one stands, and everything that trains it. */
export default function SkillPage() {
  const { id = '' } = useParams();
  const curriculum = useData('curriculum', 'get');
  const skill = curriculum.data?.skills.find((entry) => entry.id === id);
  if (curriculum.data && !skill) return <Unknown id={id} />;
  return (
    <Page
      title={skill?.title ?? 'Skill'}
      parent={PARENT}
      lead={skill?.why}
      actions={
        skill && (
          <>
            <span className={styles.badge}>
              <PriorityBadge priority={skill.priority} />
            </span>
            <PracticeButtons subject={{ title: skill.title, skillId: skill.id }} />
          </>
        )
      }
    >
      {curriculum.error && !skill && (
        <ErrorNote error={curriculum.error} retry={() => void curriculum.refetch()} />
      )}
      <div className={styles.columns}>
        <Main id={id} />
        <Side id={id} />
      </div>
    </Page>
  );
}

function Unknown({ id }: { id: string }) {
  return (
    <Page title="No such skill" parent={PARENT}>
      <EmptyState
        title={`There is no skill "${id}"`}
        actions={<ButtonLink to="/skills">All skills</ButtonLink>}
      >
        It may have been part of another curriculum. Hours that were logged for it are kept.
      </EmptyState>
    </Page>
  );
}

function Main({ id }: { id: string }) {
  const curriculum = useData('curriculum', 'get').data;
  const detail = useData('skills', 'get', { id });
  const today = useData('plan', 'get').data?.today;
  const labs = useData('labs', 'catalogue').data;
  const skill = curriculum?.skills.find((entry) => entry.id === id);
  const labIds = useMemo(() => {
    const named = (curriculum?.labs ?? []).filter((lab) => lab.skills.includes(id)).map((lab) => lab.id);
    const own = (labs ?? []).filter((lab) => lab.skills.includes(id)).map((lab) => lab.id);
    return [...new Set([...own, ...named])];
  }, [curriculum, labs, id]);
  return (
    <div className="stack">
      <Card title="What someone good at this can do">
        {skill ? (
          <ul className={styles.know}>
            {skill.know.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        ) : (
          <Skeleton height={190} />
        )}
      </Card>
      {detail.error && !detail.data && <ErrorNote error={detail.error} retry={() => void detail.refetch()} />}
      {detail.data?.id === id && today ? (
        <HoursChart days={detail.data.days} today={today} />
      ) : (
        <Skeleton height={330} />
      )}
      {labIds.length > 0 && (
        <Card title="Labs that train it">
          <LabRefs ids={labIds} refs={curriculum?.labs ?? []} catalogue={labs} />
        </Card>
      )}
      {curriculum && <TargetRefs skillId={id} curriculum={curriculum} />}
    </div>
  );
}

function Side({ id }: { id: string }) {
  const curriculum = useData('curriculum', 'get').data;
  const detail = useData('skills', 'get', { id }).data;
  const today = useData('plan', 'get').data?.today;
  const skill = curriculum?.skills.find((entry) => entry.id === id);
  if (!curriculum || !skill || detail?.id !== id || !today) return <Skeleton height={300} />;
  const leadsTo = curriculum.skills
    .filter((entry) => entry.prerequisites.includes(id))
    .map((entry) => entry.id);
  return (
    <div className="stack">
      <LevelCard standing={detail} levels={curriculum.levels} today={today} />
      {skill.prerequisites.length > 0 && (
        <Card title="Stands on">
          <SkillRefs ids={skill.prerequisites} skills={curriculum.skills} />
        </Card>
      )}
      {leadsTo.length > 0 && (
        <Card title="Leads to">
          <SkillRefs ids={leadsTo} skills={curriculum.skills} />
        </Card>
      )}
      <ToolRefs skillId={id} curriculum={curriculum} />
      {skill.resources.length > 0 && <Resources ids={skill.resources} curriculum={curriculum} />}
    </div>
  );
}
