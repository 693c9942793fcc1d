import type { ExportFormat, ImportResult, SectionResult } from '../../../electron/shared/export-format.ts';
import { requestFile } from '../../api/files.ts';

export const SECTION_TITLES: Record<SectionResult['section'], string> = {
  settings: 'Settings',
  enrolments: 'Plans',
  sessions: 'Sessions',
  changes: 'Edits of sessions',
  timer: 'Running timer',
  imports: 'Imports from other trackers',
  importChoices: 'Choices for imports',
  targets: 'Targets',
  targetChanges: 'Changes of targets',
  evidence: 'Evidence',
  rhythmItems: 'Rhythm, own items and times',
  rhythmChecks: 'Rhythm, done',
  rhythmOccurrences: 'Rhythm, skipped and moved',
  notes: 'Notes',
  readings: 'Reading log',
  readingSessions: 'Reading log, sessions',
  overlapsKept: 'Overlaps that are meant',
  planChanges: 'Changes of the plan',
  planPaces: 'Changes of pace',
  planPauses: 'Pauses',
  skillLevels: 'Levels reached',
  reviews: 'Reviews',
  labWorkspaces: 'Labs, opened',
  labRuns: 'Labs, checks',
  labSteps: 'Labs, steps',
  labHints: 'Labs, hints',
  providers: 'Model servers',
  modelCalls: 'Model calls',
};

/** Saves an export where the browser keeps downloads, under the name that the server gives it. */
export async function download({ format, calls }: { format: ExportFormat; calls: boolean }): Promise<string> {
  const response = await requestFile(`/export/cairn.${format}${calls ? '?calls=1' : ''}`);
  const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = name ?? `cairn.${format}`;
  link.click();
  // The download has its own reference by then; a minute is generous for a slow disk.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  return link.download;
}

/** Sends an export to be taken in, or on a dry run only looked through. */
export async function sendImport({ file, dryRun }: { file: File; dryRun: boolean }): Promise<ImportResult> {
  // Bytes, not the File itself: a desktop window loses bodies that are blobs.
  const body = await file.arrayBuffer();
  const response = await requestFile(`/import${dryRun ? '?dryRun=1' : ''}`, { method: 'POST', body });
  return (await response.json()) as ImportResult;
}
