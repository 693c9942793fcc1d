import { useData } from '../../api/index.ts';
import { Badge, ErrorNote, Skeleton } from '../../ui/index.ts';
import { Choice } from './choice.tsx';
import type { StepProps } from './draft.ts';
import styles from './welcome.module.css';

export function PathStep({ draft, onChange }: StepProps) {
  const { data, error, refetch } = useData('curriculum', 'get');
  if (error) return <ErrorNote error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={240} />;
  return (
    <fieldset className={styles.choices}>
      <legend className="sr">Path</legend>
      {data.paths.map((path) => (
        <Choice
          key={path.id}
          group="path"
          title={path.title}
          badge={<Badge>{path.months === 1 ? '1 month' : `${path.months} months`}</Badge>}
          lines={[path.audience, path.summary]}
          checked={draft.pathId === path.id}
          onChoose={() => onChange({ ...draft, pathId: path.id })}
        />
      ))}
    </fieldset>
  );
}
