import { useRef, useState, type SubmitEvent } from 'react';
import { addEvidenceInput } from '../../../electron/shared/evidence.ts';
import { api, explain, useChange } from '../../api/index.ts';
import { Button, Field, Input } from '../../ui/index.ts';
import { sendEvidence } from './evidence-transfer.ts';
import styles from './target.module.css';

interface AddFileProps {
  targetId: string;
  kind: 'file' | 'eval-report';
}

/** Adds a file or an eval report: chosen here, or by the path where it lies. */
export function AddFile({ targetId, kind }: AddFileProps) {
  const chooser = useRef<HTMLInputElement>(null);
  const [path, setPath] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const handlers = {
    onDone: () => {
      setPath('');
      if (chooser.current) chooser.current.value = '';
    },
    onError: (error: unknown) => {
      const { message, hint } = explain(error);
      setProblem(hint ? `${message} ${hint}` : message);
      return true;
    },
  };
  const send = useChange(sendEvidence, handlers);
  const add = useChange(api.targets.addEvidence.mutate, handlers);
  const submit = (event: SubmitEvent): void => {
    event.preventDefault();
    const file = chooser.current?.files?.[0];
    setProblem(null);
    if (file) return send.mutate({ targetId, kind, file });
    const parsed = addEvidenceInput.safeParse({ kind, targetId, value: path.trim() });
    if (parsed.success) return add.mutate(parsed.data);
    setProblem('Choose a file, or give its path.');
  };
  return (
    <form className={styles.add} onSubmit={submit} noValidate>
      <Field label={kind === 'file' ? 'A file, up to 5 MB' : 'A report'} hint={HINT[kind]} error={problem}>
        <Input
          ref={chooser}
          type="file"
          accept={kind === 'eval-report' ? '.json,.xml,.md,.markdown' : undefined}
        />
      </Field>
      <Field label="Or its path on this machine">
        <Input
          value={path}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => setPath(event.target.value)}
        />
      </Field>
      <Button type="submit" busy={send.isPending || add.isPending}>
        Add evidence
      </Button>
    </form>
  );
}

const HINT = {
  file: 'Cairn keeps a copy. Of a larger file, given by its path, it notes name, size and hash.',
  'eval-report': 'JSON (promptfoo, Vitest, pytest), JUnit XML or markdown. Its pass rate is read from it.',
} as const;
