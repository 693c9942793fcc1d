import type { LevelRule } from '../../../electron/shared/curriculum.ts';
import { SearchField } from '../../parts/search-field.tsx';
import { Select, VisuallyHidden } from '../../ui/index.ts';
import { BANDS, type Selection } from './select.ts';
import styles from './skills.module.css';
import { BAND_TEXT } from './wording.ts';

interface FiltersProps {
  selection: Selection;
  levels: readonly LevelRule[];
  count: number;
  onChange: (selection: Selection) => void;
}

/** Search, priority, level and order. How many are left is announced, not shown. */
export function Filters({ selection, levels, count, onChange }: FiltersProps) {
  const set = (patch: Partial<Selection>): void => onChange({ ...selection, ...patch });
  return (
    <div className={styles.filters} role="search" aria-label="Filter the skills">
      <SearchField label="Search skills" text={selection.text} onChange={(text) => set({ text })} />
      <Select
        aria-label="Priority"
        value={selection.band}
        onChange={(event) => set({ band: BANDS.find((band) => band === event.target.value) ?? 'all' })}
      >
        <option value="all">Every priority</option>
        {BANDS.map((band) => (
          <option key={band} value={band}>
            {band === 'base' ? 'Fundamentals' : `${band}: ${BAND_TEXT[band].title.toLowerCase()}`}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Level"
        value={selection.level}
        onChange={(event) => set({ level: event.target.value })}
      >
        <option value="all">Every level</option>
        {levels.map((rule) => (
          <option key={rule.level} value={rule.level}>
            Level {rule.level}: {rule.title}
          </option>
        ))}
      </Select>
      <Select
        aria-label="Order"
        value={selection.sort}
        onChange={(event) => set({ sort: event.target.value as Selection['sort'] })}
      >
        <option value="priority">By priority</option>
        <option value="hours">Most hours first</option>
        <option value="level">Highest level first</option>
        <option value="last">Last practised first</option>
      </Select>
      <VisuallyHidden>
        <span role="status">{count === 1 ? '1 skill' : `${count} skills`}</span>
      </VisuallyHidden>
    </div>
  );
}
