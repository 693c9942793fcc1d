import type { Provider } from '../../../electron/shared/models.ts';
import { api, useChange } from '../../api/index.ts';
import { Button, Card, StatusBadge, useToasts } from '../../ui/index.ts';
import { Abilities, ServerAbilities } from './abilities.tsx';
import { ModelList } from './model-list.tsx';
import styles from './models.module.css';

const KEY_SOURCE: Record<Provider['keySource'], string> = {
  environment: 'From the environment variable ANTHROPIC_API_KEY',
  keychain: 'In your operating system’s keychain',
  file: 'In an encrypted file in the data folder',
  session: 'In memory, until Cairn stops',
  'none-needed': 'None needed',
  missing: 'None yet',
};

interface ProviderCardProps {
  provider: Provider;
  defaultModel: string;
  onKey: () => void;
}

/** One provider: its state, where its key comes from, and its models. */
export function ProviderCard({ provider, defaultModel, onKey }: ProviderCardProps) {
  return (
    <Card title={provider.title} actions={<StatusBadge status={provider.state} />}>
      <div className={styles.provider}>
        <p className="muted">{provider.detail}</p>
        <dl className={styles.where}>
          {provider.baseUrl && (
            <>
              <dt>Address</dt>
              <dd>
                <code>{provider.baseUrl}</code>
              </dd>
            </>
          )}
          <dt>Key</dt>
          <dd>
            {KEY_SOURCE[provider.keySource]}
            <ProviderActions provider={provider} onKey={onKey} />
          </dd>
        </dl>
        {provider.state === 'ready' ? (
          <ModelList provider={provider} defaultModel={defaultModel} />
        ) : (
          <NotYet models={provider.models} />
        )}
        <Abilities provider={provider} />
        <ServerAbilities abilities={provider.abilities} />
      </div>
    </Card>
  );
}

/** What a provider would bring: named only, because none of it can be used yet. */
function NotYet({ models }: { models: Provider['models'] }) {
  if (models.length === 0) return null;
  return (
    <div className={styles.notYet}>
      <h3>Models it brings</h3>
      <ul>
        {models.map((model) => (
          <li key={model.ref}>{model.title}</li>
        ))}
      </ul>
    </div>
  );
}

function ProviderActions({ provider, onKey }: { provider: Provider; onKey: () => void }) {
  const toasts = useToasts();
  const forget = useChange<void, unknown>(async () => api.models.deleteAnthropicKey.mutate(), {
    onDone: () => toasts.show('The key is gone from this machine.'),
  });
  const remove = useChange(api.models.removeServer.mutate, {
    onDone: () =>
      toasts.show(`${provider.title} is disconnected.`, { hint: 'Its past calls stay in the ledger.' }),
  });
  if (provider.kind === 'anthropic-compatible' || provider.kind === 'openai-compatible') {
    return (
      <Button
        size="sm"
        variant="ghost"
        busy={remove.isPending}
        onClick={() => remove.mutate({ id: provider.id })}
      >
        Disconnect
      </Button>
    );
  }
  if (provider.kind !== 'anthropic' || provider.keySource === 'environment') return null;
  const hasKey = provider.keySource !== 'missing';
  return (
    <>
      <Button size="sm" variant={hasKey ? 'ghost' : 'primary'} onClick={onKey}>
        {hasKey ? 'Replace' : 'Set the key'}
      </Button>
      {hasKey && (
        <Button size="sm" variant="ghost" busy={forget.isPending} onClick={() => forget.mutate()}>
          Remove
        </Button>
      )}
    </>
  );
}
