// The gateway with its ledger on the disk, in a process of its own: `gateway-child.ts DATA_FOLDER UPSTREAM_URL`.
// Prints its address and the token of an open run as one line of JSON; `memory` on stdin prints its memory, `cpu` the
// processor time that it has used.
import path from 'node:path';
import { createInterface } from 'node:readline';
import { openDatabase } from '../../electron/server/db/connection.ts';
import { createEventBus } from '../../electron/server/events.ts';
import { createModelService } from '../../electron/server/features/models/service.ts';
import { createSettingsService } from '../../electron/server/features/settings/service.ts';
import { memorySecrets, root } from '../support/app.ts';

const [data = '', anthropicUrl = ''] = process.argv.slice(2);
const db = openDatabase(path.join(data, 'cairn.db'));
const events = createEventBus();
const clock = { now: Date.now, zone: () => 'UTC' };
const models = createModelService({
  deps: {
    version: 'bench',
    db,
    clock,
    env: {},
    log: { info: () => {}, error: (message, facts) => console.error(message, facts) },
    secrets: memorySecrets({ 'anthropic-api-key': 'bench-key' }),
    paths: {
      data,
      curriculum: path.join(root, 'curriculum'),
      labs: path.join(root, 'labs'),
      renderer: data,
      models: data,
    },
  },
  events,
  settings: createSettingsService({ db, clock, events }),
  anthropicUrl,
});
const { runId, token } = models.gateway.openRun({ model: 'anthropic/claude-haiku-5-5' });
console.log(JSON.stringify({ baseUrl: await models.gateway.baseUrl(), token, runId }));

for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'cpu') console.log(JSON.stringify(process.cpuUsage()));
  if (line === 'memory') {
    globalThis.gc?.();
    console.log(JSON.stringify(process.memoryUsage()));
  }
}
await models.close();
db.close();
