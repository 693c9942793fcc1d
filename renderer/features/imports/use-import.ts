import { useCallback, useEffect, useRef, useState } from 'react';
import type {
  ImportFile,
  ImportOptions,
  ImportOutcome,
  ImportPreview,
  ImportRecord,
} from '../../../electron/shared/imports.ts';
import type { LiveEvent } from '../../../electron/shared/events.ts';
import { api } from '../../api/client.ts';
import { requestFile } from '../../api/files.ts';
import { useConnection, useLive } from '../../api/live.ts';
import { queryClient } from '../../api/queries.ts';

/** One file on its way in: handed in, looked at as often as an option changes, and imported or let go. */
export function useImport() {
  const [file, setFile] = useState<ImportFile | null>(null);
  const [options, setOptions] = useState<ImportOptions>({});
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [looking, setLooking] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [outcome, setOutcome] = useState<ImportOutcome | null>(null);
  const newest = useRef(0);

  const look = useCallback(async (id: string, wanted: ImportOptions): Promise<void> => {
    const turn = (newest.current += 1);
    setLooking(true);
    try {
      const found = await api.imports.look.mutate({ file: id, options: wanted });
      if (turn !== newest.current) return;
      setPreview(found);
      setError(null);
    } catch (thrown) {
      // What an older look says is of no interest once a newer one is under way.
      if (turn === newest.current) setError(thrown);
    } finally {
      if (turn === newest.current) setLooking(false);
    }
  }, []);

  const reset = useCallback((): void => {
    newest.current += 1;
    setFile((before) => {
      if (before) void api.imports.forget.mutate({ file: before.file }).catch(() => {});
      return null;
    });
    setOptions({});
    setPreview(null);
    setLooking(false);
    setError(null);
    setOutcome(null);
  }, []);

  const choose = async (chosen: File): Promise<void> => {
    reset();
    setLooking(true);
    try {
      // Bytes, not the File itself: a desktop window loses bodies that are blobs.
      const body = await chosen.arrayBuffer();
      const response = await requestFile(`/imports?name=${encodeURIComponent(chosen.name)}`, {
        method: 'POST',
        body,
      });
      const received = (await response.json()) as ImportFile;
      setFile(received);
      await look(received.file, {});
    } catch (thrown) {
      setLooking(false);
      setError(thrown);
    }
  };

  const change = (patch: ImportOptions): void => {
    if (!file) return;
    const next = { ...options, ...patch };
    setOptions(next);
    void look(file.file, next);
  };

  const onLive = useCallback(
    (event: LiveEvent): void => {
      if (event.type === 'import' && event.file === file?.file) setOutcome(event.outcome);
    },
    [file],
  );
  useLive(onLive);
  useCatchUp(file, outcome, setOutcome);

  const start = async (): Promise<void> => {
    if (!file) return;
    setError(null);
    try {
      setOutcome(await api.imports.start.mutate({ file: file.file, options }));
    } catch (thrown) {
      setError(thrown);
    }
  };

  const cancel = async (): Promise<void> => {
    if (file) setOutcome(await api.imports.cancel.mutate({ file: file.file }));
  };

  return { file, options, preview, looking, error, outcome, choose, change, start, cancel, reset };
}

export type Import = ReturnType<typeof useImport>;

/** After the stream was away, what happened meanwhile is asked for. */
function useCatchUp(
  file: ImportFile | null,
  outcome: ImportOutcome | null,
  setOutcome: (outcome: ImportOutcome) => void,
): void {
  const connection = useConnection();
  const running = outcome?.status === 'running';
  useEffect(() => {
    if (!file || !running || connection !== 'open') return;
    let left = false;
    api.imports.outcome
      .query({ file: file.file })
      .then((found) => {
        if (!left && found.status !== 'running') setOutcome(found);
      })
      .catch(() => {
        const message = 'Cairn was restarted while it imported.';
        const hint = 'Either all of the file is in or nothing: the list below says which.';
        if (!left) setOutcome({ status: 'failed', message, hint });
      });
    return () => {
      left = true;
    };
  }, [file, running, connection, setOutcome]);
}

/** Takes an import back, and lets every page know. */
export async function undoImport(
  record: Pick<ImportRecord, 'id'>,
): Promise<{ removed: number; kept: number }> {
  const done = await api.imports.undo.mutate({ id: record.id });
  void queryClient.invalidateQueries();
  return done;
}

/** Saves the list of all skipped rows where the browser keeps downloads. */
export async function downloadSkipped(file: string): Promise<void> {
  const response = await requestFile(`/imports/${file}/skipped.csv`);
  const link = document.createElement('a');
  link.href = URL.createObjectURL(await response.blob());
  link.download = 'skipped-rows.csv';
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
