import { useState } from 'react';
import { useData } from '../../api/index.ts';
import styles from '../../app/banners.module.css';
import { Button } from '../../ui/button.tsx';
import { PassphraseDialog } from './passphrase-dialog.tsx';

/** After a start with an encrypted file of keys: asks for its passphrase, and can wait. */
export function LockedKeysBanner() {
  const [asking, setAsking] = useState(false);
  const [later, setLater] = useState(false);
  const isLocked = useData('keys', 'store').data?.file === 'locked';
  return (
    <>
      {isLocked && !later && (
        <div className={styles.banner} role="status">
          <p>
            <strong>Your keys are locked.</strong> Models that need a key wait for the passphrase of the file.
          </p>
          <div className="row">
            <Button variant="primary" size="sm" onClick={() => setAsking(true)}>
              Unlock
            </Button>
            <Button size="sm" onClick={() => setLater(true)}>
              Later
            </Button>
          </div>
        </div>
      )}
      <PassphraseDialog mode={asking ? 'open' : null} onClose={() => setAsking(false)} />
    </>
  );
}
