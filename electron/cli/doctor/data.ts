import { existsSync } from 'node:fs';
import path from 'node:path';
import Database from 'better-sqlite3';
import { storageError } from '../../server/db/connection.ts';
import { SCHEMA_VERSION } from '../../server/db/migrate.ts';
import type { Services } from '../../server/services.ts';
import { fail, ok, warn, type DoctorInputs, type Finding } from './finding.ts';

/** Reads the whole database without changing it (sqlite.org/pragma.html#pragma_integrity_check). */
export function checkDatabase({ dataDir }: DoctorInputs): Finding {
  const file = path.join(dataDir, 'cairn.db');
  if (!existsSync(file)) return ok('database', 'There is none yet; the first start makes it.');
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true });
    const version = db.pragma('user_version', { simple: true }) as number;
    if (version > SCHEMA_VERSION) {
      return fail(
        'database',
        `It was written by a newer Cairn (schema ${version}; this one knows ${SCHEMA_VERSION}).`,
        'Update Cairn.',
      );
    }
    const faults = db.pragma('integrity_check(5)') as { integrity_check: string }[];
    if (faults[0]?.integrity_check !== 'ok') {
      const first = faults.map((row) => row.integrity_check).join('; ');
      return fail(
        'database',
        `It is damaged: ${first}`,
        'Start Cairn, or use `cairn restore`: either sets it aside whole and offers your backups.',
      );
    }
    return ok(
      'database',
      `Whole, schema ${version}${version < SCHEMA_VERSION ? `, to be brought to ${SCHEMA_VERSION}` : ''}.`,
    );
  } catch (error) {
    const told = storageError(file, error);
    return fail('database', told.message, told.hint ?? '');
  } finally {
    db?.close();
  }
}

export function checkCurriculum(services: Services): Finding {
  const problems = services.curriculum.problems();
  const { paths, skills } = services.curriculum.get();
  if (problems.length === 0) return ok('curriculum', `${paths.length} paths, ${skills.length} skills.`);
  const list = problems
    .map((it) => `${it.file}:${it.line}:${it.column} ${it.field}: ${it.message}`)
    .join('\n');
  return warn('curriculum', list, 'Mend the named lines; Cairn goes on with the rest.');
}

export async function checkModels(services: Services): Promise<Finding> {
  const providers = await services.models.providers();
  const ready = providers.filter((provider) => provider.state === 'ready');
  const names = ready.map((provider) => provider.title).join(', ');
  if (ready.length > 0) return ok('models', `Ready: ${names}.`);
  const reasons = providers.map((provider) => `${provider.title}: ${provider.detail}`).join('; ');
  return warn(
    'models',
    reasons || 'No model is connected.',
    'Connect one on the Models page, or see `cairn models`.',
  );
}
