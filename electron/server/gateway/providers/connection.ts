import type { Provider } from '../../../shared/models.ts';
import { CAPABILITIES, type ServerKind } from './capabilities.ts';
import { readKey, storedIn, type KeyDeps } from './read-key.ts';
import type { ModelInfo } from './types.ts';

/** A connected server, as the database keeps it. Its key, if it has one, is in the secret store. */
export interface Connection {
  id: string;
  kind: 'anthropic-compatible' | 'openai-compatible';
  title: string;
  /**
   * Without a trailing slash. `anthropic-compatible`: the address before `/v1`. `openai-compatible`: the address up
   * to `/chat/completions`, because not every such server has `/v1` in it.
   */
  baseUrl: string;
  server: ServerKind;
  hasKey: boolean;
  models: ModelInfo[];
}

/** The name under which a connection's key is stored. */
export const keyName = (connectionId: string): string => `provider-${connectionId}`;

export async function keyOf({ id, hasKey }: Connection, deps: KeyDeps): Promise<string | null> {
  return hasKey ? readKey(keyName(id), deps) : null;
}

const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;

/** Runs on this machine: a call costs no money. */
export const isLocal = (baseUrl: string): boolean => LOOPBACK.test(new URL(baseUrl).hostname);

export async function connectionStatus(
  connection: Connection,
  deps: KeyDeps,
): Promise<Pick<Provider, 'keySource' | 'state' | 'detail'>> {
  const { hasKey, server, baseUrl } = connection;
  if (!hasKey) {
    const detail = `${CAPABILITIES[server].title} at ${baseUrl}`;
    return { keySource: 'none-needed', state: 'ready', detail };
  }
  if (await keyOf(connection, deps)) {
    const { description } = deps.secrets;
    const detail = `The key comes from ${description}.`;
    return { keySource: storedIn(deps.secrets), state: 'ready', detail };
  }
  return {
    keySource: 'missing',
    state: 'needs-key',
    detail: 'Its key is gone. Remove the server and add it again with the key.',
  };
}
