import { createHash } from 'node:crypto';

/** A content hash, short enough to show. */
export function hashOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 32);
}
