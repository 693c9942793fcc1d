import { useParams } from 'wouter';
import type { Curriculum, Skill } from '../../../electron/shared/curriculum.ts';
import type { LabSummary } from '../../../electron/shared/labs.ts';
import { useData, type Outputs } from '../../api/index.ts';
import { ButtonLink, Card, EmptyState, ErrorNote, Page, PriorityBadge, Skeleton } from '../../ui/index.ts';
import { HoursChart } from './hours-chart.tsx';
import { LevelCard } from './level-card.tsx';
import { SkillRefs } from '../../parts/refs.tsx';
import { PracticeButtons } from '../../parts/practice-buttons.tsx';
import { SkillLabs } from './skill-labs.tsx';
import { Resources, TargetRefs, ToolRefs } from './skill-refs.tsx';
import styles from './skill.module.css';

const PARENT = { to: '/skills', title: 'Skills' };

/** One skill: why, what to know, where one stands, and everything that trains it. */
export default function SkillPage() {
  const { id = '' } = useParams();
  const { facts, known, error, retry } = useFacts(id);
  const skill = facts?.skill;
  if (!known) return <Unknown id={id} />;
  return (
    <Page
      title={skill?.title ?? 'Skill'}
      parent={PARENT}
      lead={skill?.why ?? <Skeleton height={45} />}
      actions={
        <>
          {skill && (
            <span className={styles.badge}>
              <PriorityBadge priority={skill.priority} />
            </span>
          )}
          <PracticeButtons subject={{ title: skill?.title ?? '', skillId: id }} />
        </>
      }
    >
      {!facts && error && <ErrorNote error={error} retry={retry} />}
      <div className={styles.columns}>
        {facts ? <Main {...facts} /> : <Skeleton height={900} />}
        {facts ? <Side {...facts} /> : <Skeleton height={600} />}
      </div>
    </Page>
  );
}

interface Facts {
  skill: Skill;
  curriculum: Curriculum;
  detail: Outputs['skills']['get'];
  labs: readonly LabSummary[];
  today: string;
}

/** All that the page shows arrives together, so that nothing moves when the last part of it does. */
function useFacts(id: string) {
  const curriculum = useData('curriculum', 'get');
  const detail = useData('skills', 'get', { id });
  const plan = useData('plan', 'get');
  const labs = useData('labs', 'catalogue');
  const skill = curriculum.data?.skills.find((entry) => entry.id === id);
  const facts: Facts | undefined =
    skill && curriculum.data && detail.data?.id === id && plan.data && labs.data
      ? { skill, curriculum: curriculum.data, detail: detail.data, labs: labs.data, today: plan.data.today }
      : undefined;
  const all = [curriculum, detail, plan, labs];
  return {
    facts,
    known: !curriculum.data || skill !== undefined,
    error: all.find((query) => query.error)?.error,
    retry: () => void Promise.all(all.map((query) => query.refetch())),
  };
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

function Main({ skill, curriculum, detail, labs, today }: Facts) {
  return (
    <div className="stack">
      <Card title="What someone good at this can do">
        <ul className={styles.know}>
          {skill.know.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      </Card>
      <HoursChart days={detail.days} today={today} />
      <SkillLabs standing={detail} labs={labs} curriculum={curriculum} />
      <TargetRefs skillId={skill.id} curriculum={curriculum} />
    </div>
  );
}

function Side({ skill, curriculum, detail, today }: Facts) {
  const leadsTo = curriculum.skills
    .filter((entry) => entry.prerequisites.includes(skill.id))
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
      <ToolRefs skillId={skill.id} curriculum={curriculum} />
      {skill.resources.length > 0 && <Resources ids={skill.resources} curriculum={curriculum} />}
    </div>
  );
}
