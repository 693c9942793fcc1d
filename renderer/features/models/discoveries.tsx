import Radar from 'lucide-react/icons/radar';
import type { Discovery, Provider } from '../../../electron/shared/models.ts';
import { api, useChange, useData } from '../../api/index.ts';
import { Button, useToasts } from '../../ui/index.ts';
import styles from './models.module.css';

/** Model servers that run on this machine and are not connected. Each waits for a yes. */
export function Discoveries({ providers, onKey }: { providers: Provider[]; onKey: () => void }) {
  const found = useData('models', 'discover').data ?? [];
  const known = new Set(providers.map(({ baseUrl }) => baseUrl).filter(Boolean));
  // A key in the environment is in use already; its provider's card says so.
  const offered = found.filter((one) => one.kind === 'anthropic-compatible' && !known.has(one.baseUrl));
  if (offered.length === 0) return null;
  return (
    <section className={styles.found} aria-label="Found on this machine">
      {offered.map((one) => (
        <Found key={one.id} found={one} onKey={onKey} />
      ))}
    </section>
  );
}

function Found({ found, onKey }: { found: Discovery; onKey: () => void }) {
  const toasts = useToasts();
  const add = useChange(api.models.addServer.mutate, {
    onDone: () => toasts.show(`${found.title} is connected.`),
  });
  const connect = (): void => {
    if (found.baseUrl) add.mutate({ baseUrl: found.baseUrl, title: found.title });
    else onKey();
  };
  return (
    <div className={styles.foundRow}>
      <Radar aria-hidden="true" />
      <p>
        <strong>{found.title}</strong> <span>{found.detail}</span>
      </p>
      <Button size="sm" busy={add.isPending} onClick={connect}>
        Connect
      </Button>
    </div>
  );
}
