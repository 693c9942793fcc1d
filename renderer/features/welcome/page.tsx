import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { api, forgetData, updateData, useChange, useData } from '../../api/index.ts';
import { Button, CairnMark, ErrorNote, Stones } from '../../ui/index.ts';
import { setPageTitle } from '../../ui/page-title.ts';
import { enrolmentOf, type Draft } from './draft.ts';
import { ModelStep } from './model-step.tsx';
import { PaceStep } from './pace-step.tsx';
import { PathStep } from './path-step.tsx';
import styles from './welcome.module.css';

const STEPS = [
  {
    title: 'Which path do you take?',
    lead: 'Cairn shows the way, counts the hours and gives you labs in which real code talks to real models.',
    Step: PathStep,
  },
  {
    title: 'At which pace?',
    lead: 'Hours are a budget, not a test. Change them whenever life does; your log stays as it is.',
    Step: PaceStep,
  },
  {
    title: 'Which model do your labs talk to?',
    lead: 'The built-in practice model needs no key and no network. It is small and says so; take a larger one any time.',
    Step: ModelStep,
  },
];

/** Three questions before the first day. Each can be skipped, and changed later in Settings. */
export default function WelcomePage() {
  const plan = useData('plan', 'get');
  const settings = useData('settings', 'get');
  if (plan.error || settings.error) {
    return (
      <div className={styles.screen}>
        <ErrorNote
          error={plan.error ?? settings.error}
          retry={() => (void plan.refetch(), void settings.refetch())}
        />
      </div>
    );
  }
  if (!plan.data || !settings.data) return <div className={styles.screen} />;
  const { pathId, startedOn, hoursPerWeek } = plan.data.enrolment;
  return (
    <Questions
      start={{
        pathId,
        startedOn,
        hours: hoursPerWeek === null ? '' : String(hoursPerWeek),
        language: settings.data.language,
        model: settings.data.defaultModel,
      }}
    />
  );
}

function useFinish(draft: Draft) {
  const [, go] = useLocation();
  return useChange(
    async (keep: boolean) => {
      const enrolment = keep ? enrolmentOf(draft) : null;
      if (enrolment) await api.plan.enroll.mutate(enrolment);
      if (keep && draft.model) await api.models.setDefault.mutate({ model: draft.model });
      return api.settings.set.mutate({ welcomed: true, ...(keep ? { language: draft.language } : {}) });
    },
    {
      onError: () => true,
      onDone: (saved) => {
        // Today would send an unwelcomed person straight back here.
        updateData('settings', 'get', () => saved);
        // What Today was told before it sent the person here: to choose a path.
        forgetData('today');
        go('/');
      },
    },
  );
}

/** Each question begins at its heading, for a screen reader and for the Tab key. */
const focusHeading = (heading: HTMLHeadingElement | null): void => heading?.focus();

function Questions({ start }: { start: Draft }) {
  const [draft, setDraft] = useState(start);
  const [index, setIndex] = useState(0);
  const finish = useFinish(draft);
  useEffect(() => setPageTitle('Welcome'), []);
  const { title, lead, Step } = STEPS[index]!;
  const last = index === STEPS.length - 1;
  const usable = index !== 1 || enrolmentOf(draft) !== null;
  return (
    <div className={styles.screen}>
      <form
        className={styles.box}
        onSubmit={(event) => {
          event.preventDefault();
          if (last) finish.mutate(true);
          else setIndex(index + 1);
        }}
      >
        <header className={styles.head}>
          <p className={styles.brand}>
            <CairnMark size={34} />
            Cairn
          </p>
          <h1 key={index} ref={focusHeading} tabIndex={-1}>
            {title}
          </h1>
          <p className={styles.lead}>{lead}</p>
        </header>
        <Step draft={draft} onChange={setDraft} />
        <ErrorNote error={finish.error} />
        <footer className={styles.foot}>
          <Button variant="ghost" onClick={() => finish.mutate(false)} disabled={finish.isPending}>
            Skip for now
          </Button>
          <span className={styles.grow} />
          <Stones label="Question" value={index + 1} max={STEPS.length} />
          <span className={styles.grow} />
          {index > 0 && <Button onClick={() => setIndex(index - 1)}>Back</Button>}
          <Button type="submit" variant="primary" busy={finish.isPending} disabled={!usable}>
            {last ? 'Begin' : 'Continue'}
          </Button>
        </footer>
      </form>
    </div>
  );
}
