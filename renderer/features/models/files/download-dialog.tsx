import { useState, type FormEvent } from 'react';
import { api, explain, useChange, useData } from '../../../api/index.ts';
import { Button, Dialog, Field, Input } from '../../../ui/index.ts';
import { bytes } from '../bytes.ts';
import styles from './files.module.css';

/** Starts the download of a model file. */
export function DownloadDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Download a model file"
      lead="The address of a .gguf file, for instance from a model hub’s page of files. It goes on after a pause, a lost connection or a restart."
    >
      {open && <AddressForm onClose={onClose} />}
    </Dialog>
  );
}

function AddressForm({ onClose }: { onClose: () => void }) {
  const [url, setUrl] = useState('');
  const [sha256, setSha256] = useState('');
  const room = useData('downloads', 'list').data;
  const start = useChange(api.downloads.start.mutate, { onDone: onClose, onError: () => true });
  const refusal = start.error ? explain(start.error) : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    start.mutate({ url: url.trim(), sha256: sha256.trim() || null });
  };
  return (
    <form className="stack" onSubmit={submit}>
      <Field
        label="Address"
        hint={room ? `${bytes(room.freeBytes)} free on the disk. It goes to ${room.folder}` : ' '}
        error={refusal && [refusal.message, refusal.hint].filter(Boolean).join(' ')}
      >
        <Input
          value={url}
          onChange={(event) => setUrl(event.target.value)}
          required
          inputMode="url"
          spellCheck={false}
          autoFocus
        />
      </Field>
      {/^\s*http:/i.test(url) && (
        <p className={styles.warning} role="status">
          This address is not encrypted: whoever is on the way can change the file. Use https, or give the
          checksum.
        </p>
      )}
      <Field
        label="SHA-256 (optional)"
        hint="The checksum from the page of the file. A file with another one is set aside. Hubs that send one are checked without it."
      >
        <Input value={sha256} onChange={(event) => setSha256(event.target.value)} spellCheck={false} />
      </Field>
      <div className="row" style={{ justifyContent: 'flex-end' }}>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={start.isPending}>
          Download
        </Button>
      </div>
    </form>
  );
}
