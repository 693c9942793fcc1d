import {
  createCipheriv,
  createDecipheriv,
  randomBytes,
  scrypt,
  type BinaryLike,
  type ScryptOptions,
} from 'node:crypto';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { SecretStore } from '../server/deps.ts';
import { AppError } from '../shared/errors.ts';

const derive = promisify<BinaryLike, BinaryLike, number, ScryptOptions, Buffer>(scrypt);

/** OWASP's first choice for scrypt (Password Storage Cheat Sheet): 128 MB and about half a second for each guess. */
const COST = { N: 2 ** 17, r: 8, p: 1 };
const MOST_MEMORY = 256 * 1024 * 1024;
const KEY_BYTES = 32;

const base64 = z.base64();
const keyFile = z.object({
  format: z.literal('cairn-keys'),
  version: z.literal(1),
  kdf: z.object({
    name: z.literal('scrypt'),
    N: z.int().max(2 ** 20),
    r: z.int().max(16),
    p: z.int().max(4),
    salt: base64,
  }),
  cipher: z.literal('aes-256-gcm'),
  iv: base64,
  tag: base64,
  data: base64,
});
const keys = z.record(z.string(), z.string());
type Kdf = z.infer<typeof keyFile>['kdf'];

/** The key that a passphrase gives, and how it was derived. */
interface Opened {
  kdf: Kdf;
  key: Buffer;
}

/**
 * Keys in memory and, once a person asked for it, in a file that only a passphrase opens. What it withstands and what
 * not is in docs/decisions: a stolen disk or backup yes, a program that runs as the same person while it is open no.
 * @param file its absolute path; missing until `turnOn`
 */
export function createFileSecrets(file: string): SecretStore {
  const held = new Map<string, string>();
  let opened: Opened | null = null;
  const state = (): 'off' | 'locked' | 'open' => (opened ? 'open' : existsSync(file) ? 'locked' : 'off');

  async function save(): Promise<void> {
    if (opened) await writeWhole(file, seal(Object.fromEntries(held), opened));
  }

  async function change(apply: () => void): Promise<void> {
    if (state() === 'locked') {
      throw new AppError('conflict', 'The file with the keys is locked.', {
        hint: 'Open it with its passphrase on the Models page, and try again.',
      });
    }
    apply();
    await save();
  }

  return {
    get description() {
      return DESCRIPTIONS[state()];
    },
    get durable() {
      return opened !== null;
    },
    get: async (name) => held.get(name) ?? null,
    set: (name, value) => change(() => void held.set(name, value)),
    delete: (name) => change(() => void held.delete(name)),
    file: {
      state,
      async turnOn(passphrase) {
        if (state() !== 'off') throw new AppError('conflict', 'There is a file with keys already.');
        const kdf: Kdf = { name: 'scrypt', ...COST, salt: randomBytes(16).toString('base64') };
        opened = { kdf, key: await keyOf(passphrase, kdf) };
        await save();
      },
      async unlock(passphrase) {
        const sealed = readSealed(file);
        const key = await keyOf(passphrase, sealed.kdf);
        const content = unseal(sealed, key);
        if (content === null) return false;
        for (const [name, value] of Object.entries(content)) held.set(name, value);
        opened = { kdf: sealed.kdf, key };
        return true;
      },
      async turnOff() {
        rmSync(file, { force: true });
        opened = null;
      },
    },
  };
}

const DESCRIPTIONS = {
  off: 'this session only: there is no keychain here, so keys are forgotten when Cairn stops',
  locked: 'an encrypted file in the data folder, which is locked',
  open: 'an encrypted file in the data folder',
};

function keyOf(passphrase: string, { N, r, p, salt }: Kdf): Promise<Buffer> {
  // The same passphrase typed on another keyboard may be other code points.
  const typed = passphrase.normalize('NFKC');
  return derive(typed, Buffer.from(salt, 'base64'), KEY_BYTES, { N, r, p, maxmem: MOST_MEMORY });
}

function seal(content: Record<string, string>, { kdf, key }: Opened): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  cipher.setAAD(Buffer.from(JSON.stringify(kdf)));
  const data = Buffer.concat([cipher.update(JSON.stringify(content), 'utf8'), cipher.final()]);
  return JSON.stringify({
    format: 'cairn-keys',
    version: 1,
    kdf,
    cipher: 'aes-256-gcm',
    iv: iv.toString('base64'),
    tag: cipher.getAuthTag().toString('base64'),
    data: data.toString('base64'),
  });
}

/** Null: not this passphrase, or somebody changed the file. The cipher cannot tell which. */
function unseal(sealed: z.infer<typeof keyFile>, key: Buffer): Record<string, string> | null {
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(sealed.iv, 'base64'), {
    authTagLength: 16,
  });
  decipher.setAAD(Buffer.from(JSON.stringify(sealed.kdf)));
  try {
    decipher.setAuthTag(Buffer.from(sealed.tag, 'base64'));
    const data = Buffer.concat([decipher.update(Buffer.from(sealed.data, 'base64')), decipher.final()]);
    return keys.parse(JSON.parse(data.toString('utf8')));
  } catch {
    return null;
  }
}

function readSealed(file: string): z.infer<typeof keyFile> {
  try {
    return keyFile.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new AppError('bad_input', 'The file with the keys is missing or damaged.', {
      hint: `Remove ${file} and set your keys again.`,
      cause: error,
    });
  }
}

/** Written aside, brought to the disk and renamed: a crash leaves the old keys or the new, never half of them. */
async function writeWhole(file: string, text: string): Promise<void> {
  const handle = await open(`${file}.new`, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${file}.new`, file);
}
