import type { Migration } from '../migrate.ts';
import { practice } from './0001-practice.ts';
import { gateway } from './0002-gateway.ts';
import { labs } from './0003-labs.ts';
import { labActivity } from './0004-lab-activity.ts';
import { sessions } from './0005-sessions.ts';
import { timer } from './0006-timer.ts';
import { planChanges } from './0007-plan-changes.ts';
import { rhythm } from './0008-rhythm.ts';
import { imports } from './0009-imports.ts';
import { review } from './0010-review.ts';
import { providerKinds } from './0011-provider-kinds.ts';
import { replay } from './0012-replay.ts';
import { traces } from './0013-traces.ts';
import { modelDownloads } from './0014-downloads.ts';
import { evidence } from './0015-evidence.ts';
import { modelFiles } from './0016-model-files.ts';
import { noteMark } from './0017-note-mark.ts';

/** In order, never reordered, never edited once released: add a file and a line. */
export const migrations: readonly Migration[] = [
  practice,
  gateway,
  labs,
  labActivity,
  sessions,
  timer,
  planChanges,
  rhythm,
  imports,
  review,
  providerKinds,
  replay,
  traces,
  modelDownloads,
  evidence,
  modelFiles,
  noteMark,
];
