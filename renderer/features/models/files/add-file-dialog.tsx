import { useState, type FormEvent } from 'react';
import { api, explain, useChange } from '../../../api/index.ts';
import { Button, Dialog, Field, Input, useToasts } from '../../../ui/index.ts';

/** Puts a file that is on this machine on the list. */
export function AddFileDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Add a model file"
      lead="A GGUF file that is on this machine. Cairn reads it where it lies and never copies, moves or deletes it."
    >
      {open && <PathForm onClose={onClose} />}
    </Dialog>
  );
}

function PathForm({ onClose }: { onClose: () => void }) {
  const toasts = useToasts();
  const [path, setPath] = useState('');
  const add = useChange(api.modelFiles.add.mutate, {
    onDone: () => {
      toasts.show('The model is on the list.', { hint: 'Test it, or make it the default.' });
      onClose();
    },
    onError: () => true,
  });
  const refusal = add.error ? explain(add.error) : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate({ path });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Field
        label="Path"
        hint="The whole path, for instance ~/models/qwen3-4b-q4_k_m.gguf. Most file managers copy it with “Copy path”."
        error={refusal && [refusal.message, refusal.hint].filter(Boolean).join(' ')}
      >
        <Input
          value={path}
          onChange={(event) => setPath(event.target.value)}
          required
          spellCheck={false}
          autoFocus
        />
      </Field>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={add.isPending}>
          Add
        </Button>
      </div>
    </form>
  );
}
