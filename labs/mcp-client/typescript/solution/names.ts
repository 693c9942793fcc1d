import { createHash } from 'node:crypto';

const MOST = 64;
const MARK = 8;

/**
 * A name that the model's API takes and that no other tool has. It depends on nothing but the two names, so it is the
 * same tomorrow. Server names have no underscore: what stands behind the last one is always the server.
 */
export function nameForModel(server: string, tool: string): string {
  const plain = `${tool}__${server}`;
  if (/^[\w-]+$/.test(plain) && plain.length <= MOST) return plain;
  const end = `_${createHash('sha256').update(tool).digest('hex').slice(0, MARK)}__${server}`;
  return tool.replaceAll(/[^\w-]/g, '_').slice(0, MOST - end.length) + end;
}
