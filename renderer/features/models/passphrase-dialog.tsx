import { useState, type FormEvent } from 'react';
import { MIN_PASSPHRASE } from '../../../electron/shared/keys.ts';
import { api, explain, useChange } from '../../api/index.ts';
import { Button, Dialog, Field, Input, useToasts } from '../../ui/index.ts';

interface PassphraseDialogProps {
  /** `make`: a new file. `open`: the one that is there. Null: the dialog is closed. */
  mode: 'make' | 'open' | null;
  onClose: () => void;
}

/** Asks for the passphrase of the file with the keys. */
export function PassphraseDialog({ mode, onClose }: PassphraseDialogProps) {
  return (
    <Dialog
      open={mode !== null}
      onClose={onClose}
      title={mode === 'open' ? 'Unlock your keys' : 'Keep keys in an encrypted file'}
      lead={
        mode === 'open'
          ? 'Your keys are in an encrypted file in the data folder. Cairn asks for its passphrase once after each start.'
          : 'The file is encrypted with your passphrase. It protects your keys on a lost disk or in a copy of the folder, not from a program that runs under your account while Cairn is open. A forgotten passphrase cannot be recovered: you would set your keys again.'
      }
    >
      {mode === 'make' && <MakeForm onClose={onClose} />}
      {mode === 'open' && <UnlockForm onClose={onClose} />}
    </Dialog>
  );
}

function UnlockForm({ onClose }: { onClose: () => void }) {
  const toasts = useToasts();
  const [passphrase, setPassphrase] = useState('');
  const unlock = useChange(api.keys.unlock.mutate, {
    onDone: ({ status }) => {
      if (status !== 'open') return;
      toasts.show('Your keys are unlocked.');
      onClose();
    },
    onError: () => true,
  });
  const forget = useChange<void, unknown>(async () => api.keys.turnOffFile.mutate(), {
    onDone: () => {
      toasts.show('The file is gone.', { hint: 'Set your keys again.' });
      onClose();
    },
  });
  const refusal = unlock.error ? explain(unlock.error) : null;
  const isWrong = unlock.data?.status === 'wrong-passphrase';
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    unlock.mutate({ passphrase });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Field
        label="Passphrase"
        error={
          isWrong
            ? 'That is not the passphrase. Try again.'
            : refusal && [refusal.message, refusal.hint].filter(Boolean).join(' ')
        }
      >
        <Input
          type="password"
          autoComplete="current-password"
          required
          autoFocus
          value={passphrase}
          onChange={(event) => setPassphrase(event.target.value)}
        />
      </Field>
      <p className="muted">
        Forgotten it? Then the keys in the file are lost.{' '}
        <Button size="sm" variant="danger" busy={forget.isPending} onClick={() => forget.mutate()}>
          Remove the file and start over
        </Button>
      </p>
      <Buttons onClose={onClose} busy={unlock.isPending} label="Unlock" />
    </form>
  );
}

function MakeForm({ onClose }: { onClose: () => void }) {
  const toasts = useToasts();
  const [values, setValues] = useState({ first: '', second: '' });
  const [differ, setDiffer] = useState(false);
  const make = useChange(api.keys.turnOnFile.mutate, {
    onDone: () => {
      toasts.show('Keys are kept in the encrypted file from now on.');
      onClose();
    },
    onError: () => true,
  });
  const refusal = make.error ? explain(make.error) : null;
  const set = (name: keyof typeof values) => (event: { target: { value: string } }) =>
    setValues({ ...values, [name]: event.target.value });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setDiffer(values.first !== values.second);
    if (values.first === values.second) make.mutate({ passphrase: values.first });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Field
        label="Passphrase"
        hint={`At least ${MIN_PASSPHRASE} characters. Four or five words are easy to remember.`}
        error={refusal && [refusal.message, refusal.hint].filter(Boolean).join(' ')}
      >
        <Input
          type="password"
          autoComplete="new-password"
          required
          minLength={MIN_PASSPHRASE}
          autoFocus
          value={values.first}
          onChange={set('first')}
        />
      </Field>
      <Field label="Once more" error={differ ? 'The two are not the same.' : null}>
        <Input
          type="password"
          autoComplete="new-password"
          required
          value={values.second}
          onChange={set('second')}
        />
      </Field>
      <Buttons onClose={onClose} busy={make.isPending} label="Make the file" />
    </form>
  );
}

function Buttons({ onClose, busy, label }: { onClose: () => void; busy: boolean; label: string }) {
  return (
    <div className="row" style={{ justifyContent: 'flex-end' }}>
      <Button onClick={onClose}>Cancel</Button>
      <Button type="submit" variant="primary" busy={busy}>
        {label}
      </Button>
    </div>
  );
}
