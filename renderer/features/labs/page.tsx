import { useMemo } from 'react';
import { useSearchParams } from 'wouter';
import { useData } from '../../api/index.ts';
import { Button, EmptyState, ErrorNote, Page, Skeleton } from '../../ui/index.ts';
import { EVERYTHING, readAddress, writeAddress, type View } from './catalogue-address.ts';
import { CatalogueFilters } from './catalogue-filters.tsx';
import { catalogueEntries, filterEntries, type Entry, type Selection } from './catalogue.ts';
import { LabBands } from './lab-bands.tsx';
import { LabGraph } from './lab-graph.tsx';
import { LaterLabs } from './later-labs.tsx';
import { NextLab } from './next-lab.tsx';
import { usePreloadWhenIdle } from './preload.ts';
import { useLanguages } from './use-languages.ts';

/** Every lab: what to do next, those to open by priority, and those that the path names for later. */
export default function LabsPage() {
  const { entries, next, error, retry } = useCatalogue();
  const [params, setParams] = useSearchParams();
  const { read } = useLanguages();
  const { selection, view } = useMemo(() => readAddress(params, read), [params, read]);
  // The filter is part of the address: coming back from a lab finds it as it was.
  const change = (wanted: Selection, as: View): void =>
    setParams(writeAddress(wanted, as), { replace: true });
  const labs = useMemo(() => (entries ?? []).flatMap(({ lab }) => lab?.id ?? []), [entries]);
  usePreloadWhenIdle(labs);
  const shown = useMemo(() => entries && filterEntries(entries, selection), [entries, selection]);
  return (
    <Page
      title="Labs"
      lead="Real code that talks to a real model. Each step is checked from outside: what your program answers, and what it sent to the model."
    >
      {!shown && error && <ErrorNote error={error} retry={retry} />}
      {!shown && !error && <Loading />}
      {entries && shown && next !== undefined && (
        <>
          <NextLab step={next} />
          <CatalogueFilters
            entries={entries}
            selection={selection}
            view={view}
            count={shown.length}
            onChange={change}
          />
          {shown.length === 0 && (
            <EmptyState
              title="No lab fits"
              actions={<Button onClick={() => change(EVERYTHING, view)}>Show all labs</Button>}
            >
              Try fewer words, or another skill, language or state.
            </EmptyState>
          )}
          {shown.length > 0 && <Shown as={view} shown={shown} entries={entries} />}
        </>
      )}
    </Page>
  );
}

interface ShownProps {
  as: View;
  shown: readonly Entry[];
  entries: readonly Entry[];
}

function Shown({ as, shown, entries }: ShownProps) {
  const ids = useMemo(() => new Set(shown.map(({ id }) => id)), [shown]);
  if (as === 'graph') return <LabGraph entries={entries} shown={ids} />;
  const later = shown.filter(({ lab }) => lab === null);
  return (
    <>
      <LabBands entries={shown.filter(({ lab }) => lab !== null)} all={entries} />
      {later.length > 0 && <LaterLabs entries={later} all={entries} />}
    </>
  );
}

/** All that the page shows arrives together, so that nothing moves when the last part of it does. */
function useCatalogue() {
  const labs = useData('labs', 'catalogue');
  const curriculum = useData('curriculum', 'get');
  const standings = useData('skills', 'list');
  const next = useData('today', 'nextLab');
  const entries = useMemo(
    () =>
      labs.data && curriculum.data && standings.data
        ? catalogueEntries({ labs: labs.data, curriculum: curriculum.data, standings: standings.data })
        : undefined,
    [labs.data, curriculum.data, standings.data],
  );
  const all = [labs, curriculum, standings, next];
  return {
    entries: next.data === undefined ? undefined : entries,
    next: next.data,
    error: all.find((query) => query.error)?.error,
    retry: () => void Promise.all(all.map((query) => query.refetch())),
  };
}

function Loading() {
  return (
    <div className="stack" role="status" aria-label="Loading the labs">
      {[118, 36, 300].map((height, index) => (
        <Skeleton key={index} height={height} />
      ))}
    </div>
  );
}
