import type { Language } from '../../shared/settings.ts';
import type { ReplayMode, SharedGateway } from '../gateway/types.ts';
import type { Lab } from './lab.ts';
import type { Strict } from './strict.ts';
import type { Runtimes } from './runtimes.ts';

/** What a check runs on. */
export interface Bench {
  gateway: SharedGateway;
  runtimes: Runtimes;
  lab: Lab;
  language: Language;
  /** The learner's folder. */
  workspace: string;
  /** Cairn's packages, readable for the learner's program. */
  packages: string;
  seed: number;
  /** `provider/model` for live checks. */
  model: string | null;
  /** Whether live checks may use recorded answers. */
  replay?: ReplayMode | undefined;
  /** Strict mode; left out: the standard one. */
  strict?: Strict | undefined;
  signal: AbortSignal;
  onOutput?: ((stream: 'stdout' | 'stderr', text: string) => void) | undefined;
}
