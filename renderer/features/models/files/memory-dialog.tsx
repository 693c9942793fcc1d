import { useState, type FormEvent } from 'react';
import { api, explain, useChange, useData } from '../../../api/index.ts';
import { Button, Dialog, Field, Input } from '../../../ui/index.ts';

interface MemoryDialogProps {
  open: boolean;
  onClose: () => void;
}

/** How much memory a model file may take, and how long it stays there. */
export function MemoryDialog({ open, onClose }: MemoryDialogProps) {
  const settings = useData('settings', 'get').data;
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Memory for model files"
      lead="One model is in memory at a time. What does not fit is refused before it is loaded; what grows beyond is stopped."
    >
      {open && settings && (
        <MemoryForm onClose={onClose} mib={settings.modelMemoryMib} minutes={settings.modelIdleMinutes} />
      )}
    </Dialog>
  );
}

function MemoryForm({ onClose, mib, minutes }: { onClose: () => void; mib: number | null; minutes: number }) {
  const [limit, setLimit] = useState(mib === null ? '' : String(mib));
  const [idle, setIdle] = useState(String(minutes));
  const save = useChange(api.settings.set.mutate, { onDone: onClose, onError: () => true });
  const refusal = save.error ? explain(save.error) : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate({
      modelMemoryMib: limit.trim() === '' ? null : Number(limit),
      modelIdleMinutes: Number(idle),
    });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Field
        label="At most, in MiB"
        hint="1,024 MiB are one GiB. Leave it empty to use three quarters of what is free at the time."
        error={refusal && [refusal.message, refusal.hint].filter(Boolean).join(' ')}
      >
        <Input
          type="number"
          min={256}
          value={limit}
          onChange={(event) => setLimit(event.target.value)}
          autoFocus
        />
      </Field>
      <Field label="Leave the memory after minutes without a call" hint="From 1 to 1,440.">
        <Input
          type="number"
          min={1}
          max={1440}
          required
          value={idle}
          onChange={(event) => setIdle(event.target.value)}
        />
      </Field>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}
