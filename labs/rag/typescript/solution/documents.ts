import { db } from './database.ts';

export interface HandbookDocument {
  id: string;
  title: string;
  text: string;
}

/** Two tenants may use the same id: only both together name a document. */
export function findDocument(tenant: string, id: string): HandbookDocument | undefined {
  return db
    .prepare<[string, string], HandbookDocument>(
      'select id, title, text from documents where tenant = ? and id = ?',
    )
    .get(tenant, id);
}

/** Stores a document, in place of the one with the same id. */
export function saveDocument(tenant: string, { id, title, text }: HandbookDocument): void {
  db.prepare('insert or replace into documents (tenant, id, title, text) values (?, ?, ?, ?)').run(
    tenant,
    id,
    title,
    text,
  );
}

/** @returns whether there was one */
export function deleteDocument(tenant: string, id: string): boolean {
  return db.prepare('delete from documents where tenant = ? and id = ?').run(tenant, id).changes > 0;
}
