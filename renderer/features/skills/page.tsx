import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { Button, EmptyState, ErrorNote, Page, Skeleton } from '../../ui/index.ts';
import { Filters } from './filters.tsx';
import { Matrix } from './matrix.tsx';
import { BANDS, selectSkills, type Band, type Selection, type Sort } from './select.ts';
import styles from './skills.module.css';
import { useSkills } from './use-skills.ts';

const EVERYTHING: Selection = { text: '', band: 'all', level: 'all', sort: 'priority' };
const SORTS: readonly Sort[] = ['priority', 'hours', 'level', 'last'];

function readSelection(params: URLSearchParams): Selection {
  return {
    text: params.get('q') ?? '',
    band: BANDS.find((band) => band === params.get('band')) ?? 'all',
    level: params.get('level') ?? 'all',
    sort: SORTS.find((sort) => sort === params.get('sort')) ?? 'priority',
  };
}

function writeSelection(selection: Selection): Record<string, string> {
  const { text, band, level, sort } = selection;
  const pairs: [string, string, string][] = [
    ['q', text, ''],
    ['band', band satisfies Band | 'all', 'all'],
    ['level', level, 'all'],
    ['sort', sort, 'priority'],
  ];
  return Object.fromEntries(
    pairs.filter(([, value, usual]) => value !== usual).map(([key, value]) => [key, value]),
  );
}

/** The priority matrix: what to learn, in order of payoff, and how far along each skill is. */
export default function SkillsPage() {
  const { curriculum, rows, error, retry } = useSkills();
  const [params, setParams] = useSearchParams();
  const selection = useMemo(() => readSelection(params), [params]);
  // The filter is part of the address: coming back from a skill finds it as it was.
  const change = (next: Selection): void => setParams(writeSelection(next), { replace: true });
  const shown = rows && selectSkills(rows, selection);
  return (
    <Page
      title="Skills"
      lead="What to learn, in the order it pays off. A level comes from evidence: hours, passed labs and targets with proof."
      actions={
        <Filters
          selection={selection}
          levels={curriculum?.levels ?? []}
          count={shown?.length ?? 0}
          onChange={change}
        />
      }
    >
      {!shown && error && <ErrorNote error={error} retry={retry} />}
      {!shown && !error && <Loading />}
      {shown && shown.length > 0 && (
        <Matrix rows={shown} levels={curriculum?.levels ?? []} banded={selection.sort === 'priority'} />
      )}
      {shown?.length === 0 && (
        <EmptyState
          title="No skill matches"
          actions={<Button onClick={() => change(EVERYTHING)}>Show all skills</Button>}
        >
          Try fewer words, or another priority or level.
        </EmptyState>
      )}
    </Page>
  );
}

function Loading() {
  return (
    <div className={styles.matrix} role="status" aria-label="Loading the skills">
      {[300, 300, 150].map((height, index) => (
        <Skeleton key={index} height={height} />
      ))}
    </div>
  );
}
