import { useMemo, useState } from 'react';
import { useData } from '../../api/index.ts';
import { Card, EmptyState, ErrorNote, Input, Page, Segmented, Skeleton } from '../../ui/index.ts';
import { catalogueEntries, filterEntries, type PriorityFilter } from './catalogue.ts';
import { LabCard } from './lab-card.tsx';
import { LaterLabs } from './later-labs.tsx';
import styles from './labs.module.css';

const PRIORITIES: readonly { value: PriorityFilter; label: string }[] = [
  { value: 'all', label: 'All' },
  { value: 'P0', label: 'P0' },
  { value: 'P1', label: 'P1' },
  { value: 'P2', label: 'P2' },
  { value: 'P3', label: 'P3' },
  { value: 'base', label: 'Base' },
];

/** Every lab: those to open, and those that the path names for later. */
export default function LabsPage() {
  const [search, setSearch] = useState('');
  const [priority, setPriority] = useState<PriorityFilter>('all');
  const labs = useData('labs', 'catalogue');
  const curriculum = useData('curriculum', 'get');
  const entries = useMemo(
    () => (labs.data && curriculum.data ? catalogueEntries(labs.data, curriculum.data) : undefined),
    [labs.data, curriculum.data],
  );
  const shown = entries && filterEntries(entries, search, priority);
  const here = shown?.filter(({ lab }) => lab !== null) ?? [];
  const later = shown?.filter(({ lab }) => lab === null) ?? [];
  const error = labs.error ?? curriculum.error;
  return (
    <Page
      title="Labs"
      lead="Real code that talks to a real model. Each step is checked from outside: what your program answers, and what it sent to the model."
    >
      <div className={styles.filters}>
        <Input
          type="search"
          aria-label="Search labs"
          placeholder="Search by title or skill"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
          className={styles.search}
        />
        <Segmented
          label="Priority of the skill"
          value={priority}
          options={PRIORITIES}
          onChange={setPriority}
        />
      </div>
      <ErrorNote error={error} retry={() => void Promise.all([labs.refetch(), curriculum.refetch()])} />
      {!shown && !error && <Skeleton height={208} />}
      {here.map((entry) => entry.lab && <LabCard key={entry.id} lab={entry.lab} entry={entry} />)}
      {shown?.length === 0 && (
        <Card>
          <EmptyState title="No lab fits">
            Take words out of the search, or choose another priority.
          </EmptyState>
        </Card>
      )}
      {later.length > 0 && <LaterLabs entries={later} />}
    </Page>
  );
}
