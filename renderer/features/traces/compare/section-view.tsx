import { useMemo, useState } from 'react';
import { Badge, Button, Card, Headings, Table, type Tone } from '../../../ui/index.ts';
import { LongText } from '../call/long-text.tsx';
import { diffJson, type JsonChange } from '../diff/json.ts';
import { diffText, type Piece } from '../../../../electron/shared/diff/text.ts';
import { plural, showSize } from '../show.ts';
import { aroundChanges } from './around-changes.ts';
import styles from './compare.module.css';
import type { Section } from './sections.ts';

/** One part of two calls: text word by word side by side, JSON by what changed. */
export function SectionView({ section }: { section: Section }) {
  return (
    <Card title={section.title} flush>
      {section.kind === 'json' ? (
        <JsonChanges title={section.title} before={section.left} after={section.right} />
      ) : (
        <TextSides left={String(section.left)} right={String(section.right)} />
      )}
    </Card>
  );
}

function TextSides({ left, right }: { left: string; right: string }) {
  const diff = useMemo(() => diffText(left, right), [left, right]);
  if (diff.isSame)
    return (
      <div className={styles.same}>
        <LongText text={left} />
      </div>
    );
  return (
    <div className={styles.sides}>
      <Side label="Left" pieces={diff.left} look="removed" />
      <Side label="Right" pieces={diff.right} look="added" />
    </div>
  );
}

/** More is drawn only when it is asked for. */
const FIRST = 12_000;

function Side({
  label,
  pieces,
  look,
}: {
  label: string;
  pieces: readonly Piece[];
  look: 'removed' | 'added';
}) {
  const [all, setAll] = useState(false);
  const length = useMemo(() => pieces.reduce((sum, { text }) => sum + text.length, 0), [pieces]);
  const isLong = length > FIRST;
  const short = useMemo(() => aroundChanges(pieces), [pieces]);
  const isShort = isLong && !all;
  return (
    <div className={styles.side} role="group" aria-label={label}>
      {length === 0 && <p className="muted">Nothing.</p>}
      {(isShort ? short.pieces : pieces).map(({ text, changed }, at) =>
        changed ? (
          <mark key={at} className={styles.changed} data-look={look}>
            {text}
          </mark>
        ) : (
          <span key={at}>{text}</span>
        ),
      )}
      {isShort && short.left > 0 && <p className="muted">And {plural(short.left, 'more change')}.</p>}
      {isLong && (
        <Button size="sm" variant="ghost" className={styles.all} onClick={() => setAll(!all)}>
          {all ? 'Only around what differs' : `Show all ${showSize(length)}`}
        </Button>
      )}
    </div>
  );
}

const TONES: Record<JsonChange['kind'], Tone> = { added: 'accent', removed: 'danger', changed: 'here' };

function JsonChanges({ title, before, after }: { title: string; before: unknown; after: unknown }) {
  const changes = useMemo(() => diffJson(before, after), [before, after]);
  if (changes.length === 0) return <p className={styles.same}>The same in both.</p>;
  return (
    <Table caption={`${title}: what differs`} head={<Headings of={['Where', 'What', 'Left', 'Right']} />}>
      {changes.map((change) => (
        <tr key={`${change.kind} ${change.path}`}>
          <td className={styles.path}>{change.path || 'all of it'}</td>
          <td>
            <Badge tone={TONES[change.kind]}>{change.kind}</Badge>
          </td>
          <td className={styles.value}>{change.kind !== 'added' && <Value value={change.before} />}</td>
          <td className={styles.value}>{change.kind !== 'removed' && <Value value={change.after} />}</td>
        </tr>
      ))}
    </Table>
  );
}

const Value = ({ value }: { value: unknown }) => (
  <LongText mono first={400} text={JSON.stringify(value, null, 2) ?? 'nothing'} />
);
