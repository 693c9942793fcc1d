import { useState, type FormEvent } from 'react';
import { api, explain, useChange } from '../../api/index.ts';
import { Button, Dialog, Field, Input, Select, useToasts } from '../../ui/index.ts';
import { PRESETS, type PresetId } from './server-presets.ts';

/** Connects a server that speaks Anthropic's or OpenAI's API. The server is asked for its models first. */
export function AddServerDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Add a server"
      lead="Any server that speaks Anthropic’s Messages API or OpenAI’s Chat Completions. Your code may use either; Cairn translates."
    >
      {open && <ServerForm onClose={onClose} />}
    </Dialog>
  );
}

function ServerForm({ onClose }: { onClose: () => void }) {
  const toasts = useToasts();
  const [preset, setPreset] = useState<PresetId>('detect');
  const [values, setValues] = useState({ baseUrl: '', title: '', key: '' });
  const { address, addressHint, needsKey, kind } = PRESETS[preset];
  const choose = (id: PresetId): void => {
    // An address that somebody typed stays; one that a preset brought gives way to the next.
    const isTyped = values.baseUrl !== '' && values.baseUrl !== address;
    setPreset(id);
    if (!isTyped) setValues({ ...values, baseUrl: PRESETS[id].address });
  };
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
      ...(kind ? { kind } : {}),
      baseUrl: values.baseUrl.trim(),
      ...(values.title.trim() ? { title: values.title.trim() } : {}),
      ...(values.key.trim() ? { key: values.key.trim() } : {}),
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Field label="Kind of server" hint={PRESETS[preset].note}>
        <Select value={preset} onChange={(event) => choose(event.target.value as PresetId)} autoFocus>
          {Object.entries(PRESETS).map(([id, { label }]) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </Select>
      </Field>
      <Field
        label="Address"
        hint={addressHint}
        error={refusal && [refusal.message, refusal.hint].filter(Boolean).join(' ')}
      >
        <Input value={values.baseUrl} onChange={set('baseUrl')} required inputMode="url" spellCheck={false} />
      </Field>
      <Field label="Name (optional)" hint="How Cairn shows it. Taken from the server when empty.">
        <Input value={values.title} onChange={set('title')} maxLength={80} />
      </Field>
      <Field
        label={needsKey ? 'Key' : 'Key (optional)'}
        hint="Kept where your operating system keeps secrets, never in Cairn’s database."
      >
        <Input
          value={values.key}
          onChange={set('key')}
          type="password"
          autoComplete="off"
          required={needsKey}
        />
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
