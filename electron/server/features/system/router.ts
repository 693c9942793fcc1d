import { z } from 'zod';
import { SCHEMA_VERSION } from '../../db/migrate.ts';
import { procedure, router } from '../../trpc.ts';

const about = z.object({
  version: z.string(),
  node: z.string(),
  sqlite: z.string(),
  schema: z.int(),
  dataFolder: z.string(),
  backupFolder: z.string(),
  secrets: z.object({ description: z.string(), durable: z.boolean() }),
  now: z.int(),
  zone: z.string(),
});

export const systemRouter = router({
  about: procedure.output(about).query(({ ctx: { services } }) => ({
    version: services.deps.version,
    node: process.version,
    sqlite: services.deps.db.prepare<[], string>('SELECT sqlite_version()').pluck().get()!,
    schema: SCHEMA_VERSION,
    dataFolder: services.deps.paths.data,
    backupFolder: services.backup.folder,
    secrets: { description: services.deps.secrets.description, durable: services.deps.secrets.durable },
    now: services.deps.clock.now(),
    zone: services.deps.clock.zone(),
  })),
});
