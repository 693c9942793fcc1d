import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { openDatabase } from '../server/db/connection.ts';
import { createEventBus } from '../server/events.ts';
import { createModelService } from '../server/features/models/service.ts';
import { createSettingsService } from '../server/features/settings/service.ts';
import type { SharedGateway } from '../server/gateway/types.ts';
import { readLabs } from '../server/labs/lab.ts';
import { proveLab, type Proof } from '../server/labs/prove/prove.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

const USAGE = `Usage: npm run labs:check -- [LAB...] [--seeds N] [--first-seed N] [--model PROVIDER/MODEL] [--labs FOLDER]

Proves each lab: the starter fails every step for the stated reason, the solution and the alternatives pass, and
each mutant dies at its step with its message. Exits 1 when a lab does not prove itself.`;

function line({ lab, language, ...proof }: Proof): string {
  const mark = proof.problems.length === 0 ? 'ok  ' : 'FAIL';
  return [
    `${mark} ${lab} (${language}): ${proof.steps} steps, ${proof.checks} checks run`,
    `solution ${proof.solutionSeeds} seeds`,
    `alternatives ${proof.alternatives}`,
    `mutants ${proof.mutantsKilled}/${proof.mutants}`,
    `${proof.seconds.toFixed(1)} s`,
  ].join(', ');
}

/** A gateway on a database in memory: a proof leaves nothing behind. */
function openGateway(labs: string): { gateway: SharedGateway; close(): Promise<void> } {
  const db = openDatabase(':memory:');
  const clock = { now: Date.now, zone: () => 'UTC' };
  const events = createEventBus();
  const settings = createSettingsService({ db, clock, events });
  const models = createModelService({
    events,
    settings,
    deps: {
      version: '0.0.0',
      db,
      clock,
      secrets: {
        description: 'none',
        durable: false,
        get: async () => null,
        set: async () => {},
        delete: async () => {},
      },
      env: { ANTHROPIC_API_KEY: process.env['ANTHROPIC_API_KEY'] },
      log: { info: () => {}, error: (message, facts) => console.error(message, facts) },
      paths: {
        data: tmpdir(),
        curriculum: path.join(ROOT, 'curriculum'),
        labs,
        renderer: path.join(ROOT, 'dist/renderer'),
        models: path.join(ROOT, 'resources/models'),
      },
    },
  });
  return {
    gateway: models.gateway,
    async close() {
      await models.close();
      db.close();
    },
  };
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seeds: { type: 'string', default: '3' },
      'first-seed': { type: 'string', default: String(Math.floor(Math.random() * 1e6)) },
      model: { type: 'string' },
      labs: { type: 'string', default: path.join(ROOT, 'labs') },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const { labs, problems } = readLabs(path.resolve(values.labs));
  const wanted = labs.filter(({ manifest }) => positionals.length === 0 || positionals.includes(manifest.id));
  for (const { file, line, column, field, message } of problems)
    console.log(`FAIL ${file}:${line}:${column} ${field}: ${message}`);
  if (wanted.length === 0) {
    console.log('No lab to prove.');
    return 1;
  }
  const { gateway, close } = openGateway(values.labs);
  let isProven = problems.length === 0;
  try {
    for (const lab of wanted) {
      for (const language of lab.manifest.languages) {
        const proof = await proveLab(lab, language, {
          gateway,
          packages: path.join(ROOT, 'node_modules'),
          scratch: tmpdir(),
          seeds: Number(values.seeds),
          firstSeed: Number(values['first-seed']),
          model: values.model ?? null,
          // More than the cores, because much of a check is waiting: for a retry, a slow stream, a deadline.
          parallel: Math.min(16, availableParallelism() * 4),
        });
        console.log(line(proof));
        for (const problem of proof.problems) console.log(`     ${problem}`);
        if (proof.problems.length > 0) isProven = false;
      }
    }
  } finally {
    await close();
  }
  return isProven ? 0 : 1;
}

process.exitCode = await main();
