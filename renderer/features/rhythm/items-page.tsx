import Pencil from 'lucide-react/icons/pencil';
import Plus from 'lucide-react/icons/plus';
import { useState } from 'react';
import type { PersonalItem } from '../../../electron/shared/rhythm.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { api, updateData, useChange, useData } from '../../api/index.ts';
import {
  Badge,
  Button,
  Card,
  ErrorNote,
  IconButton,
  Page,
  Skeleton,
  Headings,
  Table,
} from '../../ui/index.ts';
import { ItemDialog } from './item-dialog.tsx';
import { RhythmNav } from './nav.tsx';
import entryStyles from './entry.module.css';
import styles from './items.module.css';
import { showCadence } from './words.ts';

/** Every item, also those that are off: when it comes, whether it reminds, and whose it is. */
export default function ItemsPage() {
  const { data, error, refetch } = useData('rhythm', 'items');
  const [editing, setEditing] = useState<PersonalItem | 'new' | null>(null);
  return (
    <Page
      title="All items"
      lead="The curriculum suggests a rhythm. Change its times, turn off what does not suit you, add your own."
      actions={
        <Button onClick={() => setEditing('new')}>
          <Plus aria-hidden="true" />
          Add an item
        </Button>
      }
    >
      <RhythmNav />
      <ErrorNote error={error} retry={() => void refetch()} />
      <Card flush>{data ? <Items items={data} onEdit={setEditing} /> : <Skeleton height={820} />}</Card>
      {editing === 'new' && <ItemDialog onClose={() => setEditing(null)} />}
      {editing !== null && editing !== 'new' && (
        <ItemDialog item={editing} onClose={() => setEditing(null)} />
      )}
    </Page>
  );
}

function Items({ items, onEdit }: { items: readonly PersonalItem[]; onEdit: (item: PersonalItem) => void }) {
  const change = useChange(api.rhythm.changeItem.mutate, {
    onDone: (saved) =>
      updateData('rhythm', 'items', (all) => all.map((item) => (item.id === saved.id ? saved : item))),
  });
  return (
    <Table
      caption="Rhythm items"
      head={<Headings of={['Item', 'When', { numeric: 'Length' }, 'On', 'Remind', { unseen: 'Actions' }]} />}
    >
      {items.map((item) => (
        <tr key={item.id} data-off={!item.active || undefined}>
          <td className={styles.itemName}>
            {item.title} {item.own && <Badge tone="info">Yours</Badge>}
            {item.changed && <Badge tone="violet">Changed</Badge>}
            {item.optional && <Badge tone="outline">Optional</Badge>}
          </td>
          <td>{showCadence(item)}</td>
          <td data-numeric>{item.minutes ? formatDuration(item.minutes * 60) : ''}</td>
          <td>
            <input
              type="checkbox"
              className={entryStyles.box}
              aria-label={`${item.title} is part of my rhythm`}
              checked={item.active}
              onChange={(e) => change.mutate({ id: item.id, active: e.target.checked })}
            />
          </td>
          <td>
            <input
              type="checkbox"
              className={entryStyles.box}
              aria-label={`Remind me of ${item.title}`}
              checked={item.remind}
              disabled={!item.active}
              onChange={(e) => change.mutate({ id: item.id, remind: e.target.checked })}
            />
          </td>
          <td>
            <IconButton label={`Change ${item.title}`} size="sm" onClick={() => onEdit(item)}>
              <Pencil />
            </IconButton>
          </td>
        </tr>
      ))}
    </Table>
  );
}
