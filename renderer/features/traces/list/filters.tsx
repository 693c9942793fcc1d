import X from 'lucide-react/icons/x';
import { useEffect, useState, type ReactNode } from 'react';
import { Link } from 'wouter';
import { useData } from '../../../api/index.ts';
import { Button, Field, Input, Select } from '../../../ui/index.ts';
import { faultName } from '../../models/call-status.tsx';
import { useNames } from '../../practice/use-names.ts';
import { errorName } from '../call-badges.tsx';
import styles from '../traces.module.css';
import { PERIODS, type FilterName, type useListFilter } from './filter.ts';

type ListFilter = Pick<ReturnType<typeof useListFilter>, 'values' | 'change' | 'clear' | 'isFiltered'>;

/** What calls are looked for. */
export function Filters({ values, change, clear, isFiltered }: ListFilter) {
  const choices = useData('traces', 'choices').data;
  const names = useNames();
  const pick = (name: FilterName, label: string, options: ReactNode) => (
    <Field label={label}>
      <Select value={values[name]} onChange={(event) => change({ [name]: event.target.value })}>
        {options}
      </Select>
    </Field>
  );
  const listed = (list: readonly string[] = [], chosen = ''): readonly string[] =>
    chosen === '' || chosen === 'any' || list.includes(chosen) ? list : [...list, chosen];
  const options = (list: readonly string[], title: (value: string) => string = (value) => value) =>
    list.map((value) => (
      <option key={value} value={value}>
        {title(value)}
      </option>
    ));
  return (
    <form
      className={styles.filters}
      role="search"
      aria-label="Filter calls"
      onSubmit={(event) => event.preventDefault()}
    >
      <TextFilter value={values.text} onChange={(text) => change({ text })} />
      {pick('lab', 'Lab', [
        <option key="" value="">
          All labs
        </option>,
        options(listed(choices?.labs, values.lab), (id) => names.lab(id) ?? id),
      ])}
      {pick('model', 'Model', [
        <option key="" value="">
          All models
        </option>,
        options(listed(choices?.models, values.model)),
      ])}
      {pick('provider', 'Provider', [
        <option key="" value="">
          All providers
        </option>,
        options(listed(choices?.providers, values.provider)),
      ])}
      {pick('error', 'Result', [
        <option key="" value="">
          All results
        </option>,
        <option key="any" value="any">
          Any failure
        </option>,
        options(listed(choices?.errorClasses, values.error), errorName),
      ])}
      {pick('fault', 'Injected', [
        <option key="" value="">
          With or without
        </option>,
        <option key="any" value="any">
          Any injected fault
        </option>,
        options(listed(choices?.faults, values.fault), faultName),
      ])}
      {pick('by', 'Answered by', [
        <option key="" value="">
          Anyone
        </option>,
        <option key="provider" value="provider">
          A model, live
        </option>,
        <option key="replay" value="replay">
          A recording
        </option>,
        <option key="script" value="script">
          A script
        </option>,
      ])}
      {pick(
        'since',
        'When',
        PERIODS.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        )),
      )}
      {values.run && (
        <p className={styles.oneRun}>
          Only the calls of <Link href={`/traces/runs/${values.run}`}>one run</Link>
        </p>
      )}
      <Button className={styles.clear} variant="ghost" disabled={!isFiltered} onClick={clear}>
        <X aria-hidden="true" />
        Clear
      </Button>
    </form>
  );
}

const TYPING_MS = 250;

/** Waits for a pause in typing before it asks. */
function TextFilter({ value, onChange }: { value: string; onChange: (text: string) => void }) {
  const [draft, setDraft] = useState(value);
  const [asked, setAsked] = useState(value);
  if (asked !== value) {
    // Cleared, or another address.
    setAsked(value);
    setDraft(value);
  }
  useEffect(() => {
    if (draft === value) return;
    const timer = setTimeout(() => {
      setAsked(draft);
      onChange(draft);
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [draft, value, onChange]);
  return (
    <Field label="Words" className={styles.words}>
      <Input
        type="search"
        placeholder="In an error, a model or a run"
        value={draft}
        maxLength={200}
        onChange={(event) => setDraft(event.target.value)}
      />
    </Field>
  );
}
