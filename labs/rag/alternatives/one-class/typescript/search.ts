import { TenantIndex, type Row } from './index-of-tenant.ts';

export type Hit = Row;

export const search = (tenant: string, query: string, limit: number): Promise<Hit[]> =>
  new TenantIndex(tenant).search(query, limit);
