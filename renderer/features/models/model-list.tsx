import { useState } from 'react';
import type { Provider } from '../../../electron/shared/models.ts';
import { Button } from '../../ui/index.ts';
import { ModelRow } from './model-row.tsx';
import styles from './models.module.css';

/** Some providers have more than a hundred models; these many are shown at first. */
const SHOWN = 6;

/** A provider's models; the rest of a long list comes when it is asked for. The default is always in sight. */
export function ModelList({ provider, defaultModel }: { provider: Provider; defaultModel: string }) {
  const [isWhole, setWhole] = useState(false);
  const { title, models } = provider;
  const shown = isWhole ? models : models.filter(({ ref }, i) => i < SHOWN || ref === defaultModel);
  const rest = models.length - shown.length;
  return (
    <>
      <ul className={styles.models} aria-label={`Models of ${title}`}>
        {shown.map((model) => (
          <ModelRow key={model.ref} model={model} isDefault={model.ref === defaultModel} />
        ))}
      </ul>
      {rest > 0 && (
        <Button size="sm" variant="ghost" onClick={() => setWhole(true)}>
          Show {rest} more
        </Button>
      )}
    </>
  );
}
