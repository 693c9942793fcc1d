import { SearchField } from '../../parts/search-field.tsx';
import { Segmented, Select, VisuallyHidden } from '../../ui/index.ts';
import type { View } from './catalogue-address.ts';
import { useLanguages } from './use-languages.ts';
import { STATES, type Entry, type EntryState, type Selection } from './catalogue.ts';
import styles from './catalogue.module.css';

const STATE_TITLE: Record<EntryState, string> = {
  new: 'New',
  started: 'Started',
  stale: 'Wants a new check',
  passed: 'Passed',
  later: 'Not in this version',
};
const VIEWS: readonly { value: View; label: string }[] = [
  { value: 'list', label: 'List' },
  { value: 'graph', label: 'Graph' },
];

interface FiltersProps {
  entries: readonly Entry[];
  selection: Selection;
  view: View;
  count: number;
  onChange: (selection: Selection, view: View) => void;
}

/** Search, skill, language, state, and how it is shown. How many are left is announced, not shown. */
export function CatalogueFilters({ entries, selection, view, count, onChange }: FiltersProps) {
  const set = (patch: Partial<Selection>): void => onChange({ ...selection, ...patch }, view);
  const { languages } = useLanguages();
  const skills = new Map(entries.flatMap((entry) => entry.skills.map(({ id, title }) => [id, title])));
  return (
    <div className={styles.filters} role="search" aria-label="Filter the labs">
      <SearchField label="Search labs" text={selection.text} onChange={(text) => set({ text })} />
      <Select
        aria-label="Skill"
        value={skills.has(selection.skill) ? selection.skill : 'all'}
        onChange={(event) => set({ skill: event.target.value })}
      >
        <option value="all">Every skill</option>
        {[...skills].map(([id, title]) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Language"
        value={selection.language}
        onChange={(event) => set({ language: event.target.value })}
      >
        <option value="all">Every language</option>
        {languages.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </Select>
      <Select
        aria-label="State"
        value={selection.state}
        onChange={(event) => set({ state: STATES.find((one) => one === event.target.value) ?? 'all' })}
      >
        <option value="all">Every state</option>
        {STATES.map((one) => (
          <option key={one} value={one}>
            {STATE_TITLE[one]}
          </option>
        ))}
      </Select>
      <Segmented
        label="Show as"
        value={view}
        options={VIEWS}
        onChange={(next) => onChange(selection, next)}
      />
      <VisuallyHidden>
        <span role="status">{count === 1 ? '1 lab' : `${count} labs`}</span>
      </VisuallyHidden>
    </div>
  );
}
