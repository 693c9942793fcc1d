import Radar from 'lucide-react/icons/radar';
import type { Discovery, Provider } from '../../../electron/shared/models.ts';
import { api, useChange, useData } from '../../api/index.ts';
import { Button, useToasts } from '../../ui/index.ts';
import styles from './models.module.css';

/** Servers, keys and model files that are on this machine and not in use. Each waits for a yes. */
export function Discoveries({ providers, onKey }: { providers: Provider[]; onKey: () => void }) {
  const found = useData('models', 'discover').data ?? [];
  const known = new Set(providers.map(({ baseUrl }) => baseUrl).filter(Boolean));
  // A key in the environment is in use already; its provider's card says so.
  const offered = found.filter(
    (one) => one.path !== undefined || (one.baseUrl !== null && !known.has(one.baseUrl)),
  );
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
  const addFile = useChange(api.modelFiles.add.mutate, {
    onDone: () => toasts.show(`${found.title} is on the list of model files.`),
  });
  const useKey = useChange(api.models.connectFoundKey.mutate, {
    onDone: () =>
      toasts.show(`${found.title} is connected.`, { hint: 'Its key was copied to where Cairn keeps keys.' }),
  });
  const connect = (): void => {
    if (found.path) addFile.mutate({ path: found.path });
    else if (found.variable) useKey.mutate({ id: found.id });
    else if (found.baseUrl) add.mutate({ baseUrl: found.baseUrl, title: found.title });
    else onKey();
  };
  return (
    <div className={styles.foundRow}>
      <Radar aria-hidden="true" />
      <p>
        <strong>{found.title}</strong> <span>{found.detail}</span>
      </p>
      <Button
        size="sm"
        busy={add.isPending || addFile.isPending || useKey.isPending}
        aria-label={`${found.path ? 'Add' : 'Connect'} ${found.title}`}
        onClick={connect}
      >
        {found.path ? 'Add' : 'Connect'}
      </Button>
    </div>
  );
}
