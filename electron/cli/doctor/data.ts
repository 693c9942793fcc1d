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

/** Tries every provider. One that works is enough: what is wrong with the others is worth knowing, not a failure. */
export async function checkModels(services: Services): Promise<Finding[]> {
  const found = await services.models.checkProviders();
  const hasOne = found.some(({ status }) => status === 'ok');
  const findings = found.map(({ id, title, status, detail, hint = '' }): Finding => {
    const finding = `model-${id}`;
    if (status === 'ok') return ok(finding, `${title}: ${detail}`);
    return warn(finding, `${title}: ${detail}`, hint);
  });
  if (hasOne) return findings;
  return [
    ...findings,
    fail('models', 'No model answers.', 'Mend one of those above, or connect another on the Models page.'),
  ];
}

/** Where keys are kept, and what to do when they cannot be read. */
export function checkKeys(services: Services): Finding {
  const { file, description } = services.keys.store();
  if (file !== 'locked') return ok('keys', `Kept by ${description}.`);
  return warn(
    'keys',
    'The file with the keys is locked, so no stored key can be used.',
    'Open it on the Models page, or start Cairn with CAIRN_KEYS_PASSPHRASE.',
  );
}
