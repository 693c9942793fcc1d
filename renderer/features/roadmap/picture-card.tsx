import { useState } from 'react';
import type { Skill } from '../../../electron/shared/curriculum.ts';
import { Card, Select, Skeleton } from '../../ui/index.ts';
import { DiagramViewer } from '../../parts/diagram/viewer.tsx';
import { NodeNote } from './node-note.tsx';
import { OutlineList } from './outline-list.tsx';
import type { Drawing, NodeMeaning } from './pictures.ts';
import styles from './roadmap.module.css';

interface PictureCardProps {
  drawings: readonly Drawing[] | undefined;
  skills: readonly Skill[];
  onTarget: (id: string) => void;
}

/** What the chooser holds while the drawings are on their way. */
const LOADING = [{ id: 'path', title: 'The whole path' }];

const LEGEND = [
  { state: 'done', text: 'Done' },
  { state: 'doing', text: 'In work' },
  { state: 'open', text: 'Open' },
  { state: 'here', text: 'You are here' },
] as const;

/** The living picture: one of the path's drawings, coloured by progress. A target's node opens the target. */
export function PictureCard({ drawings, skills, onTarget }: PictureCardProps) {
  const [chosen, setChosen] = useState('path');
  const [meaning, setMeaning] = useState<{ id: string; of: NodeMeaning } | null>(null);
  const drawing = drawings?.find((entry) => entry.id === chosen) ?? drawings?.[0];
  const open = (id: string): void => {
    const found = drawing?.meanings.get(id);
    if (found?.kind === 'target') onTarget(found.id);
    else setMeaning(found ? { id, of: found } : null);
  };
  const chooser = (
    <div className={styles.chooser}>
      <Select
        aria-label="Which picture"
        value={drawing?.id ?? 'path'}
        onChange={(event) => {
          setChosen(event.target.value);
          setMeaning(null);
        }}
      >
        {(drawings ?? LOADING).map((entry) => (
          <option key={entry.id} value={entry.id}>
            {entry.title}
          </option>
        ))}
      </Select>
    </div>
  );
  return (
    <Card flush>
      {drawing ? (
        <DiagramViewer
          title={drawing.title}
          text={drawing.text}
          names={drawing.names}
          onOpen={open}
          low={drawing.id !== 'path'}
          chooser={chooser}
        >
          {meaning && (
            <NodeNote
              key={meaning.id}
              meaning={meaning.of}
              skills={skills}
              onClose={() => setMeaning(null)}
            />
          )}
        </DiagramViewer>
      ) : (
        <div className={styles.pictureLoading}>
          {chooser}
          <Skeleton height="100%" />
        </div>
      )}
      <div className={styles.pictureFoot}>
        <p>{drawing?.caption ?? ' '}</p>
        <ul className={styles.legend} aria-label="Colours">
          {LEGEND.map(({ state, text }) => (
            <li key={state}>
              <span className={styles.swatch} data-state={state} aria-hidden="true" />
              {text}
            </li>
          ))}
        </ul>
      </div>
      <details className={styles.words}>
        <summary>The picture in words</summary>
        <OutlineList text={drawing?.words ?? ''} />
      </details>
    </Card>
  );
}
