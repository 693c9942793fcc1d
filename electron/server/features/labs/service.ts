import type { LabSummary } from '../../../shared/labs.ts';
import type { AppDeps } from '../../deps.ts';
import type { EventBus } from '../../events.ts';
import type { SharedGateway } from '../../gateway/index.ts';
import type { SettingsService } from '../settings/service.ts';

export interface LabService {
  catalogue(): LabSummary[];
  close(): Promise<void>;
}

export function createLabService(_deps: { deps: AppDeps; events: EventBus; settings: SettingsService; gateway: SharedGateway }): LabService {
  return { catalogue: () => [], close: async () => {} };
}
