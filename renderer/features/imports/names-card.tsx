import { useState } from 'react';
import type { ImportPreview, NameChoice, NameSeen } from '../../../electron/shared/imports.ts';
import { formatDuration } from '../../../electron/shared/time.ts';
import { useData } from '../../api/queries.ts';
import { Badge, Button, Card, Checkbox, Select, Headings, Table } from '../../ui/index.ts';
import { ACTIVITIES } from '../practice/use-names.ts';
import styles from './imports.module.css';
import type { Import } from './use-import.ts';

const AT_FIRST = 12;

interface Props {
  it: Import;
  preview: ImportPreview;
}

/** What each project and tag of the file becomes. Remembered for the next file of the same kind. */
export function NamesCard({ it, preview }: Props) {
  const [all, setAll] = useState(false);
  // A choice shows at once; what comes of it follows from the server.
  const names = preview.names.map((name) => ({ ...name, ...it.options.names?.[name.key] }));
  const shown = all ? names : names.slice(0, AT_FIRST);
  const choose = (name: NameSeen, patch: Partial<NameChoice>): void => {
    const { skillId, activity, leaveOut } = name;
    it.change({ names: { ...it.options.names, [name.key]: { skillId, activity, leaveOut, ...patch } } });
  };
  return (
    <Card title="Projects and tags" flush>
      <p className={styles.lead}>
        Say what counts for which skill. What you choose is remembered for the next file of this kind.
      </p>
      <Table
        caption="Projects and tags of the file"
        head={<Headings of={['In the file', { numeric: 'Time' }, 'Skill', 'Kind of work', 'Practice?']} />}
      >
        {shown.map((name) => (
          <NameRow key={name.key} name={name} choose={(patch) => choose(name, patch)} />
        ))}
      </Table>
      {names.length > AT_FIRST && (
        <div className={styles.more}>
          <Button size="sm" variant="ghost" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? 'Show fewer' : `Show all ${names.length}`}
          </Button>
        </div>
      )}
    </Card>
  );
}

const FROM: Partial<Record<NameSeen['from'], string>> = { guess: 'Guessed', 'last-time': 'As last time' };

function NameRow({ name, choose }: { name: NameSeen; choose: (patch: Partial<NameChoice>) => void }) {
  const skills = useData('curriculum', 'get').data?.skills ?? [];
  const from = FROM[name.from];
  return (
    <tr className={name.leaveOut ? styles.out : undefined}>
      <td className={styles.name}>
        {name.kind === 'tag' ? `#${name.name}` : name.name} {from && <Badge tone="outline">{from}</Badge>}
      </td>
      <td data-numeric>{formatDuration(name.seconds)}</td>
      <td>
        <Select
          aria-label={`Skill for ${name.name}`}
          value={name.skillId ?? ''}
          disabled={name.leaveOut}
          onChange={(e) => choose({ skillId: e.target.value || null })}
        >
          <option value="">No particular skill</option>
          {skills.map((skill) => (
            <option key={skill.id} value={skill.id}>
              {skill.title}
            </option>
          ))}
        </Select>
      </td>
      <td>
        <Select
          aria-label={`Kind of work for ${name.name}`}
          value={name.activity ?? ''}
          disabled={name.leaveOut}
          onChange={(e) =>
            choose({ activity: ACTIVITIES.find((one) => one.value === e.target.value)?.value ?? null })
          }
        >
          <option value="">As the file says</option>
          {ACTIVITIES.map(({ value, title }) => (
            <option key={value} value={value}>
              {title}
            </option>
          ))}
        </Select>
      </td>
      <td>
        <Checkbox
          label="Yes"
          aria-label={`Yes, ${name.name} is practice`}
          checked={!name.leaveOut}
          onChange={(e) => choose({ leaveOut: !e.target.checked })}
        />
      </td>
    </tr>
  );
}
