import { useState, type SubmitEvent } from 'react';
import { addEvidenceInput, type EvidenceKind } from '../../../electron/shared/evidence.ts';
import { api, explain, useChange } from '../../api/index.ts';
import { Button, Field, Input, Segmented, Select, Textarea } from '../../ui/index.ts';
import { AddFile } from './add-file.tsx';
import styles from './target.module.css';
import type { PassedRun } from './use-lab-runs.ts';

type Kind = Exclude<EvidenceKind, 'file' | 'eval-report'>;

const KINDS: readonly { value: EvidenceKind; label: string }[] = [
  { value: 'link', label: 'Link' },
  { value: 'file', label: 'File' },
  { value: 'eval-report', label: 'Eval report' },
  { value: 'note', label: 'Note' },
  { value: 'lab-run', label: 'Lab run' },
];

/** A link without its scheme is what people paste; the rest of a bad link is for the person to fix. */
const asLink = (text: string): string =>
  /^[a-z][a-z0-9+.-]*:/i.test(text) || text === '' ? text : `https://${text}`;

interface AddEvidenceProps {
  targetId: string;
  runs: readonly PassedRun[];
}

/** Adds a piece of evidence of any kind. */
export function AddEvidence(props: AddEvidenceProps) {
  const [kind, setKind] = useState<EvidenceKind>('link');
  return (
    <div className={styles.add}>
      <Segmented label="Kind of evidence" value={kind} options={KINDS} onChange={setKind} />
      {kind === 'file' || kind === 'eval-report' ? (
        <AddFile key={kind} targetId={props.targetId} kind={kind} />
      ) : (
        <AddText key={kind} kind={kind} {...props} />
      )}
    </div>
  );
}

/** Adds a link, a note or a passed lab run. What was typed stays until the server has it. */
function AddText({ targetId, runs, kind }: AddEvidenceProps & { kind: Kind }) {
  const [value, setValue] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const add = useChange(api.targets.addEvidence.mutate, {
    onDone: () => setValue(''),
    onError: (error) => {
      setProblem(explain(error).message);
      return true;
    },
  });
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const given = kind === 'link' ? asLink(value.trim()) : value;
    if (kind === 'link' && /\s/.test(given))
      return setProblem('A link has no spaces in it. Paste the whole address.');
    const parsed = addEvidenceInput.safeParse({ kind, targetId, value: given });
    setProblem(
      parsed.success ? null : given === '' ? EMPTY[kind] : (parsed.error.issues[0]?.message ?? null),
    );
    if (parsed.success) add.mutate(parsed.data);
  };
  return (
    <form className={styles.add} onSubmit={submit} noValidate>
      <Field
        label={LABEL[kind]}
        error={problem}
        hint={kind === 'lab-run' && runs.length === 0 ? NO_RUNS : undefined}
      >
        {kind === 'link' && (
          <Input type="url" placeholder="https://" value={value} onChange={(e) => setValue(e.target.value)} />
        )}
        {kind === 'note' && (
          <Textarea value={value} maxLength={20_000} onChange={(e) => setValue(e.target.value)} />
        )}
        {kind === 'lab-run' && (
          <Select value={value} disabled={runs.length === 0} onChange={(e) => setValue(e.target.value)}>
            <option value="">Choose a run</option>
            {runs.map((run) => (
              <option key={run.id} value={run.id}>
                {run.title}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Button type="submit" busy={add.isPending}>
        Add evidence
      </Button>
    </form>
  );
}

const LABEL: Record<Kind, string> = {
  link: 'Address of a pull request, a page or a recording',
  note: 'What happened, in your words (markdown works)',
  'lab-run': 'A lab run that passed',
};
const EMPTY: Record<Kind, string> = {
  link: 'Paste a link first.',
  note: 'Write a line first.',
  'lab-run': 'Choose a run first.',
};
const NO_RUNS = 'No lab of this target has been passed yet.';
