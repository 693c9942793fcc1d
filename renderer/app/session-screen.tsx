import { Button } from '../ui/button.tsx';
import { CairnMark } from '../ui/logo.tsx';
import styles from './screen.module.css';

/** Shown while this tab may not talk to the server: no launch link, a spent one, or a restarted server. */
export function SessionScreen({ state }: { state: 'lost' | 'offline' }) {
  const lost = state === 'lost';
  return (
    <main className={styles.screen}>
      <div className={styles.box}>
        <CairnMark size={48} />
        <h1>{lost ? 'This window needs a new launch link' : 'Cairn’s server does not answer'}</h1>
        <p>
          {lost
            ? 'Each window opens with a link that works once, so that no other page on this machine can read your data. Start Cairn again in a terminal; it opens a new window on the running server.'
            : 'The program behind this window has stopped or is still starting. Everything saved is on disk.'}
        </p>
        <pre>
          <code>npm start</code>
        </pre>
        {!lost && (
          <div>
            <Button variant="primary" onClick={() => location.reload()}>
              Try again
            </Button>
          </div>
        )}
      </div>
    </main>
  );
}
