import path from 'node:path';
import { openCassette, type Cassette } from '../../electron/server/gateway/replay/cassette.ts';
import type { RunPolicy } from '../../electron/server/gateway/index.ts';
import { root } from './app.ts';

export interface TestCassette {
  /** What a run needs to be answered from the cassette; with CAIRN_RECORD=1 it asks the model and records. */
  policy: Pick<RunPolicy, 'replay' | 'recordings'>;
  cassette: Cassette;
  isRecording: boolean;
  /** After the calls: writes what was recorded. */
  save(): void;
}

/**
 * Opens a committed cassette of `test/fixtures`, so that a test meets real answers without a model.
 * @param name `gateway/practice` for `test/fixtures/gateway/practice.cassette.json`
 */
export function useCassette(name: string): TestCassette {
  const cassette = openCassette(path.join(root, 'test/fixtures', `${name}.cassette.json`));
  const isRecording = process.env['CAIRN_RECORD'] === '1';
  return {
    policy: { replay: isRecording ? 'read' : 'only', recordings: cassette },
    cassette,
    isRecording,
    save: () => void cassette.save(),
  };
}
