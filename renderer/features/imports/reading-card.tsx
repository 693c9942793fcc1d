import { ROLE_TITLES } from '../../../electron/shared/import-words.ts';
import type { ColumnRole, DateOrder, DurationUnit, ImportPreview } from '../../../electron/shared/imports.ts';
import { formatDate } from '../../../electron/shared/time.ts';
import { Badge, Card, Field, Input, Select } from '../../ui/index.ts';
import styles from './imports.module.css';
import type { Import } from './use-import.ts';

const ORDERS: readonly { value: DateOrder; title: string }[] = [
  { value: 'dmy', title: 'Day, month, year' },
  { value: 'mdy', title: 'Month, day, year' },
  { value: 'ymd', title: 'Year, month, day' },
];
const UNITS: readonly DurationUnit[] = ['seconds', 'minutes', 'hours'];
const ROLES = Object.keys(ROLE_TITLES) as ColumnRole[];

interface Props {
  it: Import;
  preview: ImportPreview;
}

/** What the file is, and how its days, lengths and columns are read. Each guess can be corrected. */
export function ReadingCard({ it, preview }: Props) {
  const { columns, dateOrder, durationUnit } = preview;
  return (
    <Card title="How it is read" actions={<Badge tone="info">{preview.title}</Badge>}>
      <p className={styles.facts}>
        {preview.rows.toLocaleString('en')} {preview.rows === 1 ? 'entry' : 'entries'}, {preview.encoding}.
      </p>
      <div className={styles.fields}>
        {columns.length > 0 && dateOrder.example && (
          <Field
            label="Order of a date"
            hint={
              <>
                “{dateOrder.example.text}” is {formatDate(dateOrder.example.date)}.{' '}
                {!dateOrder.certain && <strong>Both readings exist: please check.</strong>}
              </>
            }
          >
            <Select
              value={it.options.dateOrder ?? dateOrder.value}
              onChange={(e) =>
                it.change({ dateOrder: ORDERS.find((one) => one.value === e.target.value)!.value })
              }
            >
              {ORDERS.map(({ value, title }) => (
                <option key={value} value={value}>
                  {title}
                </option>
              ))}
            </Select>
          </Field>
        )}
        {durationUnit && (
          <Field
            label="A length is in"
            hint={durationUnit.certain ? 'As its heading says.' : 'A guess from their size: please check.'}
          >
            <Select
              value={it.options.durationUnit ?? durationUnit.value}
              onChange={(e) => it.change({ durationUnit: UNITS.find((one) => one === e.target.value)! })}
            >
              {UNITS.map((unit) => (
                <option key={unit}>{unit}</option>
              ))}
            </Select>
          </Field>
        )}
        <ZoneField key={preview.zone} it={it} preview={preview} />
      </div>
      {columns.length > 0 && <Columns key={preview.format} it={it} preview={preview} />}
    </Card>
  );
}

function ZoneField({ it, preview }: Props) {
  const commit = (value: string): void => {
    if (value.trim() !== '' && value !== preview.zone) it.change({ zone: value.trim() });
  };
  return (
    <Field
      label="Time zone"
      hint={
        preview.zoneMatters
          ? 'For times that name none.'
          : 'The file has exact moments; this decides their day.'
      }
    >
      <Input
        list="import-zones"
        defaultValue={preview.zone}
        onBlur={(e) => commit(e.target.value)}
        onKeyDown={(e) => e.key === 'Enter' && commit(e.currentTarget.value)}
      />
      <datalist id="import-zones">
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone}>{zone}</option>
        ))}
      </datalist>
    </Field>
  );
}

/** Which column holds what. Open at once when no time could be found, because then that is what is missing. */
function Columns({ it, preview }: Props) {
  const { columns } = preview;
  const chosen = it.options.columns ?? {};
  const roleOf = (role: ColumnRole): string => (role in chosen ? chosen[role] : preview.roles[role]) ?? '';
  const choose = (role: ColumnRole, column: string): void =>
    it.change({ columns: { ...it.options.columns, [role]: column === '' ? null : column } });
  const samples = (name: string): string =>
    columns.find((column) => column.name === name)?.samples.join(' · ') ?? '';
  return (
    <details className={styles.columns} open={preview.taken.rows === 0 || undefined}>
      <summary>Columns</summary>
      <div className={styles.fields}>
        {ROLES.map((role) => (
          <Field key={role} label={ROLE_TITLES[role]} hint={samples(roleOf(role)) || ' '}>
            <Select value={roleOf(role)} onChange={(e) => choose(role, e.target.value)}>
              <option value="">None</option>
              {columns.map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        ))}
      </div>
    </details>
  );
}
