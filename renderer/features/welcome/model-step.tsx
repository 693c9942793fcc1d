import type { Provider } from '../../../electron/shared/models.ts';
import { useData } from '../../api/index.ts';
import { Badge, ErrorNote, Skeleton, StatusBadge } from '../../ui/index.ts';
import { Choice } from './choice.tsx';
import type { StepProps } from './draft.ts';
import styles from './welcome.module.css';

/** Enough to choose from; the Models page lists every model of a provider. */
const SHOWN_OF_EACH = 3;

export function ModelStep({ draft, onChange }: StepProps) {
  const { data, error, refetch } = useData('models', 'providers');
  const standing = useData('models', 'default').data;
  const found = useData('models', 'discover').data ?? [];
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={240} />;
  const order = (provider: Provider): number => (provider.kind === 'builtin' ? 0 : 1);
  const ready = data.filter((provider) => provider.state === 'ready');
  const lacking = data.filter((provider) => provider.state !== 'ready');
  const options = ready
    .toSorted((a, b) => order(a) - order(b))
    .flatMap((provider) => provider.models.slice(0, SHOWN_OF_EACH).map((model) => ({ provider, model })));
  const chosen = draft.model ?? standing;
  return (
    <fieldset className={styles.choices}>
      <legend className="sr">Model</legend>
      {options.map(({ provider, model }) => (
        <Choice
          key={model.ref}
          group="model"
          title={model.title}
          badge={<Badge>{provider.title}</Badge>}
          lines={[model.note || provider.detail]}
          checked={chosen === model.ref}
          onChoose={() => onChange({ ...draft, model: model.ref })}
        />
      ))}
      {lacking.map((provider) => (
        <Choice
          key={provider.id}
          group="model"
          title={provider.title}
          badge={<StatusBadge status={provider.state} />}
          lines={[provider.detail]}
          checked={false}
          disabled
          onChoose={() => {}}
        />
      ))}
      {found.length > 0 && (
        <p className="muted">
          Also found on this machine: {found.map((item) => item.title).join(', ')}. You can connect{' '}
          {found.length === 1 ? 'it' : 'them'} on the Models page.
        </p>
      )}
    </fieldset>
  );
}
