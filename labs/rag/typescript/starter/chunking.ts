import { HttpError } from './http.ts';

/** A piece of a document: `text` is what stands from `start` up to `end`. */
export interface Chunk {
  start: number;
  end: number;
  text: string;
}

/** Cuts a document into chunks of at most `limit` characters. */
export function chunkText(text: string, limit: number): Chunk[] {
  throw new HttpError(501, 'not_implemented', 'chunkText is not written yet.');
}
