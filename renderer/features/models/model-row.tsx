import type { ConnectionTest, Provider } from '../../../electron/shared/models.ts';
import { api, useChange } from '../../api/index.ts';
import { Badge, Button, StatusBadge } from '../../ui/index.ts';
import { count, duration, money } from './amounts.ts';
import styles from './models.module.css';

interface ModelRowProps {
  model: Provider['models'][number];
  isDefault: boolean;
}

/** A model, with a real test call and the choice of it as the default. */
export function ModelRow({ model, isDefault }: ModelRowProps) {
  const test = useChange(api.models.test.mutate);
  const choose = useChange(api.models.setDefault.mutate);
  return (
    <li className={styles.model}>
      <div className={styles.modelHead}>
        <div className={styles.modelName}>
          <span className="row">
            <strong>{model.title}</strong>
            {isDefault && <Badge tone="here">Default</Badge>}
            {model.purpose === 'embeddings' && <Badge>Embeddings</Badge>}
          </span>
          <span>{model.note}</span>
        </div>
        <span className={styles.modelActions}>
          {!isDefault && model.purpose === undefined && (
            <Button
              size="sm"
              variant="ghost"
              busy={choose.isPending}
              aria-label={`Make default: ${model.title}`}
              onClick={() => choose.mutate({ model: model.ref })}
            >
              Make default
            </Button>
          )}
          <Button
            size="sm"
            busy={test.isPending}
            aria-label={`Test ${model.title}`}
            onClick={() => test.mutate({ model: model.ref })}
          >
            {test.isPending ? 'Testing' : 'Test'}
          </Button>
        </span>
      </div>
      <div aria-live="polite">{test.data && <TestResult result={test.data} />}</div>
    </li>
  );
}

function TestResult({ result }: { result: ConnectionTest }) {
  return (
    <div className={styles.test}>
      <p className="row">
        <StatusBadge status={result.status} />
        <span className={styles.testMessage}>{result.message}</span>
      </p>
      <p className={styles.testFacts}>
        {result.firstTokenMs !== null && <span>first token {duration(result.firstTokenMs)}</span>}
        <span>total {duration(result.totalMs)}</span>
        <span>
          {count(result.inputTokens)} in, {count(result.outputTokens)} out
        </span>
        <span>cost {money(result.costUsd)}</span>
      </p>
    </div>
  );
}
