import path from 'node:path';
import type { SecretStore } from '../server/deps.ts';
import { createFileSecrets } from './key-file.ts';

const SERVICE = 'Cairn';
/** A locked or hanging keychain must not hold up the start. */
const PROBE_MS = 1500;

const NAMES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'the macOS keychain',
  win32: 'the Windows credential store',
  linux: 'the Secret Service keyring',
};

/**
 * The system's keychain; where none answers, memory, with the choice of an encrypted file. Never plaintext on disk.
 * @param dataDir absolute; where the file is
 */
export async function createSecretStore(dataDir: string): Promise<SecretStore> {
  const withoutKeychain = (): SecretStore => createFileSecrets(path.join(dataDir, 'keys.json'));
  // Without a session bus there is no Secret Service, and loading its driver is time wasted.
  if (process.platform === 'linux' && !process.env['DBUS_SESSION_BUS_ADDRESS']) return withoutKeychain();
  try {
    const { AsyncEntry } = await import('@napi-rs/keyring');
    // Pinned: the driver's own fallback on Linux forgets at a reboot and says nothing.
    const entry = (name: string) => new AsyncEntry(SERVICE, name, { linux: { store: 'secret-service' } });
    await entry('probe').getPassword(AbortSignal.timeout(PROBE_MS));
    return {
      description: NAMES[process.platform] ?? 'the system keychain',
      durable: true,
      get: async (name) => entry(name).getPassword(),
      set: async (name, value) => entry(name).setPassword(value),
      delete: async (name) => void (await entry(name).deleteCredential()),
    };
  } catch {
    // No keychain, a locked one, or a missing driver: the description tells the person which they have.
    return withoutKeychain();
  }
}
