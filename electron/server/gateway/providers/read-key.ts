import type { SecretStore } from '../../deps.ts';
import type { Redactor } from '../redact.ts';

export interface KeyDeps {
  secrets: SecretStore;
  redactor: Redactor;
}

/** Where a stored key is, in one word. */
export function storedIn(secrets: SecretStore): 'keychain' | 'file' | 'session' {
  if (!secrets.durable) return 'session';
  return secrets.file ? 'file' : 'keychain';
}

/**
 * Reads a key, and teaches the redactor what to look for. A keychain that is locked or gone counts as having no key:
 * the provider then says that it needs one, and the others go on.
 */
export async function readKey(name: string, { secrets, redactor }: KeyDeps): Promise<string | null> {
  const value = await secrets.get(name).catch(() => null);
  if (value) redactor.learn(value);
  return value;
}
