import { memo, useEffect, useRef, useState } from 'react';
import { SEARCH_ID } from '../../../app/search-notes.ts';
import { useData } from '../../../api/queries.ts';
import { Input, Select } from '../../../ui/field.tsx';
import { ActivityOptions, TitleOptions } from '../subject-options.tsx';
import { SOURCES } from './sources.ts';
import styles from './sessions.module.css';
import type { FilterValues } from './use-filter.ts';

/** Between two letters of a person who types: the list is asked for once they rest. */
const PAUSE_MS = 90;

interface Props {
  values: FilterValues;
  onChange: (changes: Partial<FilterValues>) => void;
}

/** Words of the notes, skill, kind, source and days. */
export const FilterBar = memo(function FilterBar({ values, onChange }: Props) {
  const skills = useData('curriculum', 'get').data?.skills;
  return (
    <div className={styles.filters} role="search" aria-label="Find sessions">
      <SearchField value={values.q} onChange={(q) => onChange({ q })} />
      <Select
        aria-label="Only this skill"
        value={values.skill}
        onChange={(e) => onChange({ skill: e.target.value })}
      >
        <option value="">All skills</option>
        <option value="none">Without a skill</option>
        <TitleOptions items={skills} />
      </Select>
      <Select
        aria-label="Only this kind of work"
        value={values.activity}
        onChange={(e) => onChange({ activity: e.target.value })}
      >
        <option value="">All kinds</option>
        <ActivityOptions />
      </Select>
      <Select
        aria-label="Only from this source"
        value={values.source}
        onChange={(e) => onChange({ source: e.target.value })}
      >
        <option value="">All sources</option>
        {Object.entries(SOURCES).map(([value, title]) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </Select>
      <span className={styles.dates}>
        <Input
          type="date"
          aria-label="From this day"
          value={values.day || values.from}
          max={values.to || undefined}
          onChange={(e) => onChange({ from: e.target.value, day: '' })}
        />
        <span aria-hidden="true">to</span>
        <Input
          type="date"
          aria-label="To this day"
          value={values.day || values.to}
          min={values.from || undefined}
          onChange={(e) => onChange({ to: e.target.value, day: '' })}
        />
      </span>
    </div>
  );
});

/** Keeps what is typed itself: an address that changes with each letter must not move the caret. */
function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const [text, setText] = useState(value);
  const wait = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Who has left the page must not be called back to it by what they typed last.
  useEffect(() => () => clearTimeout(wait.current), []);
  const tell = (next: string, after: number): void => {
    clearTimeout(wait.current);
    wait.current = setTimeout(() => {
      setTold(next);
      onChange(next);
    }, after);
  };
  const [shown, setShown] = useState(value);
  const [told, setTold] = useState(value);
  if (shown !== value) {
    setShown(value);
    // What this field said itself comes back late, when more has been typed already.
    if (value !== told) setText(value);
  }
  return (
    <Input
      id={SEARCH_ID}
      type="search"
      className={styles.search}
      aria-label="Search notes"
      placeholder='Search notes, like chunk "exact words"'
      value={text}
      maxLength={200}
      autoComplete="off"
      onChange={(e) => {
        setText(e.target.value);
        tell(e.target.value, PAUSE_MS);
      }}
      onKeyDown={(e) => {
        if (e.key !== 'Escape' || text === '') return;
        e.stopPropagation();
        setText('');
        tell('', 0);
      }}
    />
  );
}
