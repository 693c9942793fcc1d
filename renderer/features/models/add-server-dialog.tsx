import { useState, type FormEvent } from 'react';
import { api, explain, useChange } from '../../api/index.ts';
import { Button, Dialog, Field, Input, useToasts } from '../../ui/index.ts';

/** Connects a server that speaks the Anthropic Messages API. The server is asked for its models first. */
export function AddServerDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Add a server"
      lead="Any server that speaks the Anthropic Messages API: Ollama, LM Studio, llama.cpp, vLLM, or one in your company."
    >
      {open && <ServerForm onClose={onClose} />}
    </Dialog>
  );
}

function ServerForm({ onClose }: { onClose: () => void }) {
  const toasts = useToasts();
  const [values, setValues] = useState({ baseUrl: '', title: '', key: '' });
  const set = (name: keyof typeof values) => (event: { target: { value: string } }) =>
    setValues({ ...values, [name]: event.target.value });
  const add = useChange(api.models.addServer.mutate, {
    onDone: () => {
      toasts.show('The server is connected.');
      onClose();
    },
    onError: () => true,
  });
  const refusal = add.error ? explain(add.error) : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate({
      baseUrl: values.baseUrl.trim(),
      ...(values.title.trim() ? { title: values.title.trim() } : {}),
      ...(values.key.trim() ? { key: values.key.trim() } : {}),
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Field
        label="Address"
        hint="For instance http://127.0.0.1:11434. Leave out /v1/messages."
        error={refusal && [refusal.message, refusal.hint].filter(Boolean).join(' ')}
      >
        <Input
          value={values.baseUrl}
          onChange={set('baseUrl')}
          required
          autoFocus
          inputMode="url"
          spellCheck={false}
        />
      </Field>
      <Field label="Name (optional)" hint="How Cairn shows it. Taken from the server when empty.">
        <Input value={values.title} onChange={set('title')} maxLength={80} />
      </Field>
      <Field
        label="Key (optional)"
        hint="Kept where your operating system keeps secrets, never in Cairn’s database."
      >
        <Input value={values.key} onChange={set('key')} type="password" autoComplete="off" />
      </Field>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={add.isPending}>
          {add.isPending ? 'Asking the server' : 'Connect'}
        </Button>
      </div>
    </form>
  );
}
