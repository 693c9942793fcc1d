import { useState, type FormEvent } from 'react';
import { explain } from '../../../api/index.ts';
import { Button, Dialog, Field, Input } from '../../../ui/index.ts';

export interface NameRequest {
  title: string;
  /** What is in the field at first. */
  name: string;
  submit: string;
  /** Rejects when the server refuses the name. */
  onName: (name: string) => Promise<void>;
}

/** Names a new file, or gives a file or folder another name. Null is closed. */
export function NameDialog({ request, onClose }: { request: NameRequest | null; onClose: () => void }) {
  return (
    <Dialog open={request !== null} onClose={onClose} title={request?.title ?? ''}>
      {request && <NameForm request={request} onClose={onClose} />}
    </Dialog>
  );
}

function NameForm({ request, onClose }: { request: NameRequest; onClose: () => void }) {
  const [name, setName] = useState(request.name);
  const [refusal, setRefusal] = useState<string | null>(null);
  const submit = async (): Promise<void> => {
    try {
      await request.onName(name.trim());
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
      <Field label="Name" hint="A slash makes a folder: lib/model.ts is model.ts in lib." error={refusal}>
        <Input
          value={name}
          onChange={(event) => setName(event.target.value)}
          onFocus={({ target }) => target.setSelectionRange(...stem(target.value))}
          required
          autoFocus
          spellCheck={false}
        />
      </Field>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary">
          {request.submit}
        </Button>
      </div>
    </form>
  );
}

/** The part that one usually retypes: the last name without its ending. */
function stem(path: string): [from: number, to: number] {
  const from = path.lastIndexOf('/') + 1;
  const dot = path.lastIndexOf('.');
  return [from, dot > from ? dot : path.length];
}
