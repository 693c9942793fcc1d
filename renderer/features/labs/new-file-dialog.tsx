import { useState, type FormEvent } from 'react';
import { explain } from '../../api/index.ts';
import { Button, Dialog, Field, Input } from '../../ui/index.ts';

interface NewFileDialogProps {
  open: boolean;
  onClose: () => void;
  /** Rejects when the server refuses the name. */
  onCreate: (path: string) => Promise<void>;
}

/** Names a new file of the workspace. */
export function NewFileDialog({ open, onClose, onCreate }: NewFileDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title="New file">
      {open && <NewFileForm onClose={onClose} onCreate={onCreate} />}
    </Dialog>
  );
}

function NewFileForm({ onClose, onCreate }: Omit<NewFileDialogProps, 'open'>) {
  const [name, setName] = useState('');
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    try {
      await onCreate(name.trim());
      onClose();
    } catch (error) {
      const { message, hint } = explain(error);
      setRefusal([message, hint].filter(Boolean).join(' '));
    }
  };
  return (
    <form
      className="stack"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void submit();
      }}
    >
      <Field label="Name" hint="For instance model.ts, or lib/model.ts." error={refusal}>
        <Input
          value={name}
          onChange={(event) => setName(event.target.value)}
          required
          autoFocus
          spellCheck={false}
        />
      </Field>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary">
          Create
        </Button>
      </div>
    </form>
  );
}
