import { MAX_KEPT_BYTES, type Evidence } from '../../../electron/shared/evidence.ts';
import { requestFile } from '../../api/files.ts';

export interface Upload {
  targetId: string;
  kind: 'file' | 'eval-report';
  file: File;
}

/** Hands a chosen file in. @throws a refusal in words */
export async function sendEvidence({ targetId, kind, file }: Upload): Promise<void> {
  const about = new URLSearchParams({ targetId, kind, name: file.name });
  // Bytes, not the File itself: a desktop window loses bodies that are blobs. Of one that is too large only so much
  // that the server says so in its words.
  const body = await file.slice(0, MAX_KEPT_BYTES + 1).arrayBuffer();
  await requestFile(`/evidence?${about.toString()}`, { method: 'POST', body });
}

/** Saves the kept copy where the browser keeps downloads. */
export async function saveEvidence({ id, value }: Evidence): Promise<void> {
  const response = await requestFile(`/evidence/${id}`);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = value;
  link.click();
  // The download has its own reference by then; a minute is generous for a slow disk.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
