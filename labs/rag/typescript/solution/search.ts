import { findPlace, matching, nearest, type Place } from './chunk-store.ts';
import { embed } from './embeddings.ts';

/** A passage that was found; the one with the highest score fits best. */
export interface Hit extends Place {
  text: string;
  score: number;
}

/** How many each of the two searches brings in, at least: more than are wanted, since the other may rank them higher. */
const CANDIDATES = 40;

/** Softens the difference between the first ranks; 60 is the value of the paper that proposed the formula. */
const RANK_OFFSET = 60;

/** The chunks of a tenant that fit a query best, by meaning and by words. Both searches only look at that tenant. */
export async function search(tenant: string, query: string, limit: number): Promise<Hit[]> {
  const [vector] = await embed([query]);
  const depth = Math.max(CANDIDATES, limit);
  const rankings = [nearest(tenant, vector!, depth), matching(tenant, wordsIn(query), depth)];
  return fuse(rankings)
    .slice(0, limit)
    .map(([id, score]) => {
      const { documentText, ...place } = findPlace(id);
      return { ...place, text: documentText.slice(place.start, place.end), score };
    });
}

function wordsIn(query: string): string[] {
  return query.match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Reciprocal rank fusion: the ranks are added up, since scores of different searches can't be compared. */
function fuse(rankings: number[][]): [id: number, score: number][] {
  const scores = new Map<number, number>();
  for (const ranking of rankings) {
    for (const [i, id] of ranking.entries())
      scores.set(id, (scores.get(id) ?? 0) + 1 / (RANK_OFFSET + i + 1));
  }
  return [...scores].toSorted(([, a], [, b]) => b - a);
}
