import { useState, type FormEvent } from 'react';
import { api, explain, useChange } from '../../api/index.ts';
import { Button, Dialog, Field, Input, useToasts } from '../../ui/index.ts';

/** Takes an Anthropic key. It is never shown again. */
export function KeyDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Set the Anthropic key"
      lead="The key goes to your operating system’s keychain, or stays in this session’s memory where there is none. It is never shown again, and the code in labs never sees it."
    >
      {open && <KeyForm onClose={onClose} />}
    </Dialog>
  );
}

function KeyForm({ onClose }: { onClose: () => void }) {
  const toasts = useToasts();
  const [key, setKey] = useState('');
  const save = useChange(api.models.setAnthropicKey.mutate, {
    onDone: () => {
      toasts.show('The key is set. Test it with one small call.');
      onClose();
    },
    onError: () => true,
  });
  const refusal = save.error ? explain(save.error) : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate({ key: key.trim() });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Field label="Key" error={refusal && [refusal.message, refusal.hint].filter(Boolean).join(' ')}>
        <Input
          type="password"
          autoComplete="off"
          required
          autoFocus
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
      </Field>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={save.isPending}>
          Save the key
        </Button>
      </div>
    </form>
  );
}
