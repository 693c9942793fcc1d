import { z } from 'zod';
import { readInstance } from '../../host/instance.ts';
import { askInstance } from '../../host/control.ts';
import { AppError } from '../../shared/errors.ts';
import { liveRun, type LiveRun } from '../../shared/gateway-runs.ts';
import { report, type CommandContext } from '../command.ts';
import { table } from '../output.ts';
import { moneyText } from './lines.ts';

const reply = z.object({ runs: z.array(liveRun) });

/** Lists the open runs of the Cairn that runs on this data folder. */
export async function listRuns(ctx: CommandContext): Promise<number> {
  const runs = await ask(ctx, 'runs');
  report(ctx, { runs }, () => (runs.length > 0 ? runTable(runs) : 'No run is open.'));
  return 0;
}

/** Ends a run, or all with null. @throws AppError `not_found` when it is not open */
export async function stopRuns(ctx: CommandContext, runId: string | null | undefined): Promise<number> {
  if (runId === undefined) {
    throw new AppError('bad_input', 'Say which run to stop.', {
      hint: '`cairn gateway runs` lists them; --all stops all.',
    });
  }
  const before = await ask(ctx, 'runs');
  const named = runId === null ? before : before.filter((run) => run.runId === runId);
  if (runId !== null && named.length === 0) {
    throw new AppError('not_found', `No run ${runId} is open.`, {
      hint: '`cairn gateway runs` lists the open ones.',
    });
  }
  for (const run of named) await ask(ctx, 'stop-run', run.runId);
  report(ctx, { stopped: named.map((run) => run.runId) }, () =>
    named.length === 1 ? 'The run is stopped.' : `${named.length} runs are stopped.`,
  );
  return 0;
}

async function ask(ctx: CommandContext, action: 'runs' | 'stop-run', runId?: string): Promise<LiveRun[]> {
  const instance = readInstance(ctx.dataDir);
  const answer = instance && (await askInstance(instance, action, runId));
  const parsed = reply.safeParse(answer);
  if (parsed.success) return parsed.data.runs;
  throw new AppError('unavailable', 'Cairn is not running on this data folder.', {
    hint: 'A `cairn gateway` of your own ends with Ctrl+C where it runs.',
  });
}

function runTable(runs: readonly LiveRun[]): string {
  return table(
    runs.map((run) => [
      run.runId,
      run.label,
      run.model ?? 'scripted',
      `${run.calls} calls, ${run.inFlight} open`,
      moneyText(run.costUsd),
    ]),
  );
}
