import type { TraceFilter } from '../../../electron/shared/traces.ts';
import { api } from '../../api/index.ts';
import { saveFile } from '../../parts/picture-file.ts';

/** The server puts no more calls into one file. */
const MOST = 10_000;

/** Saves the calls that the filter finds as a file. @returns what was saved, in words */
export async function saveTraces(filter: TraceFilter, format: 'json' | 'otlp-json'): Promise<string> {
  const [{ name, text }, { calls }] = await Promise.all([
    api.traces.export.query({ filter, format }),
    api.traces.totals.query(filter),
  ]);
  saveFile(new Blob([text], { type: 'application/json' }), name);
  if (calls <= MOST) return `Saved ${name}.`;
  return `Saved the newest ${MOST.toLocaleString('en')} of ${calls.toLocaleString('en')} calls as ${name}.`;
}
