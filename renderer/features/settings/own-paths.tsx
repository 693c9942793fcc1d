import { api, updateData, useChange, useData } from '../../api/index.ts';
import { Button, Card, ErrorNote, useToasts } from '../../ui/index.ts';
import styles from './settings.module.css';

/** A person's own paths: where the files go, reading them again, and what is wrong with which line. */
export function OwnPaths() {
  const problems = useData('curriculum', 'get').data?.problems ?? [];
  const folder = useData('system', 'about').data?.dataFolder;
  const toasts = useToasts();
  const reload = useChange(api.curriculum.reload.mutate, {
    onDone: (fresh) => {
      updateData('curriculum', 'get', () => fresh);
      toasts.show(fresh.problems.length === 0 ? 'Every path was read.' : 'Read, with problems.');
    },
  });
  return (
    <Card
      title="Your own paths"
      actions={
        <Button size="sm" busy={reload.isPending} onClick={() => reload.mutate()}>
          Read them again
        </Button>
      }
    >
      <p className="muted" style={{ fontSize: 'var(--text-sm)' }}>
        A path is a YAML file in <code className="mono">{folder ? `${folder}/paths` : 'paths'}</code>. It is
        checked like Cairn’s own; a broken one is left out and named here.
      </p>
      <ErrorNote error={reload.error} />
      {problems.length > 0 && (
        <ul className={styles.problems} aria-label="Problems in your own paths">
          {problems.map(({ file, line, column, field, message }) => (
            <li key={`${file}:${line}:${column}:${field}`}>
              <code>
                {file}:{line}:{column}
              </code>
              <span>
                {field && <strong>{field}: </strong>}
                {message}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
