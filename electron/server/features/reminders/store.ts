import { reminderSettings, type ReminderSettings } from '../../../shared/reminders.ts';
import type { Db } from '../../db/connection.ts';

export interface ReminderRow {
  itemId: string;
  period: string;
  dueAt: number;
  noticeId: string | null;
  snoozedUntil: number | null;
}

interface NoticeRow {
  id: string;
  createdAt: number;
  missed: number;
  deliveredAt: number | null;
}

/** What was reminded of and when, and the settings, which are one row among the person's other settings. */
export function createReminderStore(db: Db) {
  const setting = db.prepare<[], string>("SELECT value FROM setting WHERE key = 'reminders'").pluck();
  const putSetting = db.prepare<[string, number]>(`INSERT INTO setting (key, value, updated_at)
    VALUES ('reminders', ?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at`);
  const columns =
    'item_id AS itemId, period, due_at AS dueAt, notice_id AS noticeId, snoozed_until AS snoozedUntil';
  const one = db.prepare<[string, string], ReminderRow>(
    `SELECT ${columns} FROM reminder WHERE item_id = ? AND period = ?`,
  );
  const ofNotice = db.prepare<[string], ReminderRow>(
    `SELECT ${columns} FROM reminder WHERE notice_id = ? ORDER BY due_at, item_id`,
  );
  const put = db.prepare(`INSERT OR REPLACE INTO reminder (item_id, period, due_at, notice_id, snoozed_until)
    VALUES (@itemId, @period, @dueAt, @noticeId, @snoozedUntil)`);
  const addNotice = db.prepare<[string, number, number]>(
    'INSERT INTO reminder_notice (id, created_at, missed) VALUES (?, ?, ?)',
  );
  const openNotices = db.prepare<[number], NoticeRow>(
    `SELECT id, created_at AS createdAt, missed, delivered_at AS deliveredAt FROM reminder_notice
     WHERE dismissed_at IS NULL AND created_at > ? ORDER BY created_at`,
  );
  const claim = db.prepare<[number, string]>(
    `UPDATE reminder_notice SET delivered_at = ? WHERE id = ? AND delivered_at IS NULL AND dismissed_at IS NULL`,
  );
  const dismiss = db.prepare<[number, string]>(
    'UPDATE reminder_notice SET dismissed_at = ? WHERE id = ? AND dismissed_at IS NULL',
  );
  const forget = db.prepare<[number]>('DELETE FROM reminder WHERE due_at < ?');

  return {
    transaction: <T>(work: () => T): T => db.transaction(work).immediate(),
    /** A stored value that this version cannot read counts as the default: reminders are off. */
    settings: (): ReminderSettings => {
      const stored = setting.get();
      const parsed = reminderSettings.safeParse(stored === undefined ? {} : JSON.parse(stored));
      return parsed.success ? parsed.data : reminderSettings.parse({});
    },
    putSettings: (value: ReminderSettings, at: number) => void putSetting.run(JSON.stringify(value), at),
    one: (itemId: string, period: string) => one.get(itemId, period),
    ofNotice: (id: string) => ofNotice.all(id),
    put: (row: ReminderRow) => void put.run(row),
    addNotice: (id: string, at: number, missed: boolean) => void addNotice.run(id, at, Number(missed)),
    openNotices: (after: number) => openNotices.all(after),
    /** True for the one that asks first. */
    claim: (id: string, at: number) => claim.run(at, id).changes === 1,
    dismiss: (id: string, at: number) => void dismiss.run(at, id),
    forgetBefore: (at: number) => void forget.run(at),
  };
}
