import { HttpError } from './http.ts';

/** A passage that was found. */
export interface Hit {
  documentId: string;
  title: string;
  start: number;
  end: number;
  text: string;
  score: number;
}

/** The chunks of a tenant that fit a query best, the best first. */
export async function search(tenant: string, query: string, limit: number): Promise<Hit[]> {
  throw new HttpError(501, 'not_implemented', 'search is not written yet.');
}
