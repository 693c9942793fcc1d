import type { Provider } from '../../../electron/shared/models.ts';
import { api, useChange } from '../../api/index.ts';
import { Card, Field, Select, useToasts } from '../../ui/index.ts';
import { modelOptions } from './model-options.ts';
import styles from './models.module.css';

/** The model that labs use unless a check names another. */
export function DefaultModel({ providers, value }: { providers: Provider[]; value: string }) {
  const toasts = useToasts();
  const groups = modelOptions(providers, value);
  const change = useChange(api.models.setDefault.mutate, {
    onDone: (model) => toasts.show(`Labs now use ${titleOf(providers, model)}.`),
  });
  const provider = providers.find(({ id }) => value.startsWith(`${id}/`));
  return (
    <Card>
      <div className={styles.default}>
        <Field label="Default model" hint="Labs use it unless you pick another one for a check.">
          <Select value={value} onChange={(event) => change.mutate({ model: event.target.value })}>
            {groups.map((group) => (
              <optgroup key={group.title} label={group.title}>
                {group.models.map((model) => (
                  <option key={model.ref} value={model.ref} disabled={!group.ready && model.ref !== value}>
                    {model.title}
                  </option>
                ))}
              </optgroup>
            ))}
          </Select>
        </Field>
        <p className={styles.defaultNote}>
          <strong>{titleOf(providers, value)}</strong>
          <code>{value}</code>
          <span>{provider?.detail ?? 'Its provider is not connected. Pick another model.'}</span>
        </p>
      </div>
    </Card>
  );
}

/** A model's title, or its reference where the list does not name it. */
export function titleOf(providers: Provider[], ref: string): string {
  return providers.flatMap(({ models }) => models).find((model) => model.ref === ref)?.title ?? ref;
}
