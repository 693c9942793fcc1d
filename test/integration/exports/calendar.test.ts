import { expect, test } from 'vitest';
import { createTestApp } from '../../support/app.ts';

test('the calendar holds each session that was not deleted, once and in UTC', async () => {
  const app = await createTestApp();
  const { session } = await app.client.practice.log.mutate({
    minutes: 45,
    skillId: 'tool-calling',
    activity: 'reading',
    note: 'one; two,\nthree',
  });
  const gone = await app.client.practice.log.mutate({ minutes: 5, note: 'gone' });
  await app.client.practice.remove.mutate({ id: gone.session.id });
  const response = await app.request('/export/cairn.ics');
  expect([response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([
    'text/calendar; charset=utf-8',
    'attachment; filename="cairn-2026-11-21.ics"',
  ]);
  const title = app.services.curriculum.get().skills.find((one) => one.id === 'tool-calling')!.title;
  const unfolded = (await response.text()).replaceAll('\r\n ', '');
  expect(unfolded.split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Cairn//Practice//EN',
    'CALSCALE:GREGORIAN',
    'BEGIN:VEVENT',
    `UID:${session.id}@cairn`,
    'DTSTAMP:20261121T100000Z',
    'CREATED:20261121T100000Z',
    'LAST-MODIFIED:20261121T100000Z',
    'DTSTART:20261121T091500Z',
    'DTEND:20261121T100000Z',
    `SUMMARY:${title} (reading)`,
    'DESCRIPTION:one\\; two\\,\\nthree',
    'CATEGORIES:reading',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ]);
  await app.close();
});
