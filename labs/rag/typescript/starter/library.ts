import { deleteDocument, saveDocument, type HandbookDocument } from './documents.ts';

/** Stores a document, in place of the one with the same id. The index is yours to add. */
export async function putDocument(tenant: string, document: HandbookDocument): Promise<{ chunks: number }> {
  saveDocument(tenant, document);
  return { chunks: 0 };
}

/** Takes a document away. */
export function removeDocument(tenant: string, id: string): void {
  deleteDocument(tenant, id);
}
