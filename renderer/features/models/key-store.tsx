import KeyRound from 'lucide-react/icons/key-round';
import { useState } from 'react';
import { api, useChange, useData } from '../../api/index.ts';
import { Button, useToasts } from '../../ui/index.ts';
import styles from './models.module.css';
import { PassphraseDialog } from './passphrase-dialog.tsx';

/** Where keys are kept on a machine without a keychain, and the choice of a file. Nothing is shown where there is one. */
export function KeyStore() {
  const [asking, setAsking] = useState<'make' | 'open' | null>(null);
  const toasts = useToasts();
  const store = useData('keys', 'store').data;
  const turnOff = useChange<void, unknown>(async () => api.keys.turnOffFile.mutate(), {
    onDone: () => toasts.show('The file is gone. Your keys stay until Cairn stops.'),
  });
  if (!store || store.file === 'none-needed') return null;
  return (
    <section className={styles.found} aria-label="Where keys are kept">
      <div className={styles.foundRow}>
        <KeyRound aria-hidden="true" />
        <p>
          <strong>{TEXTS[store.file].title}</strong> <span>{TEXTS[store.file].text}</span>
        </p>
        {store.file === 'off' && (
          <Button size="sm" onClick={() => setAsking('make')}>
            Keep keys in a file
          </Button>
        )}
        {store.file === 'locked' && (
          <Button size="sm" variant="primary" onClick={() => setAsking('open')}>
            Unlock
          </Button>
        )}
        {store.file === 'open' && (
          <Button size="sm" variant="ghost" busy={turnOff.isPending} onClick={() => turnOff.mutate()}>
            Remove the file
          </Button>
        )}
      </div>
      <PassphraseDialog mode={asking} onClose={() => setAsking(null)} />
    </section>
  );
}

const TEXTS = {
  off: {
    title: 'This machine has no keychain.',
    text: 'A key that you set is forgotten when Cairn stops, unless you keep it in an encrypted file.',
  },
  locked: {
    title: 'Your keys are locked.',
    text: 'They are in an encrypted file. Models that need a key wait for its passphrase.',
  },
  open: {
    title: 'Your keys are in an encrypted file.',
    text: 'After the next start Cairn asks for its passphrase.',
  },
};
