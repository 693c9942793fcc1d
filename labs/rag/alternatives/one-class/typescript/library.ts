import type { HandbookDocument } from './documents.ts';
import { TenantIndex } from './index-of-tenant.ts';

export const putDocument = async (tenant: string, document: HandbookDocument) => ({
  chunks: await new TenantIndex(tenant).put(document),
});

export const removeDocument = (tenant: string, id: string) => new TenantIndex(tenant).remove(id);
