import type { SecretStore } from '../server/deps.ts';

const SERVICE = 'Cairn';
/** A locked or hanging keychain must not hold up the start. */
const PROBE_MS = 1500;

const NAMES: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'the macOS keychain',
  win32: 'the Windows credential store',
  linux: 'the Secret Service keyring',
};

/** Keys kept in memory only: what is left where there is no keychain. Never plaintext on disk. */
export function createSessionSecrets(): SecretStore {
  const held = new Map<string, string>();
  return {
    description: 'this session only: there is no keychain here, so keys are forgotten when Cairn stops',
    durable: false,
    get: async (name) => held.get(name) ?? null,
    set: async (name, value) => void held.set(name, value),
    delete: async (name) => void held.delete(name),
  };
}

/** The system's keychain, or memory when there is none that answers. */
export async function createSecretStore(): Promise<SecretStore> {
  // Without a session bus there is no Secret Service, and loading its driver is time wasted.
  if (process.platform === 'linux' && !process.env['DBUS_SESSION_BUS_ADDRESS']) return createSessionSecrets();
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
    return createSessionSecrets();
  }
}
