import { AppError } from '../../../shared/errors.ts';
import type { KeyStore } from '../../../shared/keys.ts';
import type { KeyFile, SecretStore } from '../../deps.ts';
import type { EventBus } from '../../events.ts';

export interface KeyService {
  store(): KeyStore;
  /** Makes the encrypted file and puts this session's keys into it. */
  turnOnFile(passphrase: string): Promise<KeyStore>;
  /** @returns whether it was the right passphrase */
  unlock(passphrase: string): Promise<boolean>;
  /** Removes the file; the keys stay in memory until Cairn stops. */
  turnOffFile(): Promise<KeyStore>;
}

/** Where keys are kept, and the encrypted file that a person may choose where there is no keychain. */
export function createKeyService({
  secrets,
  events,
}: {
  secrets: SecretStore;
  events: EventBus;
}): KeyService {
  const store = (): KeyStore => ({
    description: secrets.description,
    durable: secrets.durable,
    file: secrets.file?.state() ?? 'none-needed',
  });

  function needFile(): KeyFile {
    if (secrets.file) return secrets.file;
    throw new AppError('conflict', `Keys are kept by ${secrets.description}; no file is needed.`, {
      hint: 'Set the key on the Models page.',
    });
  }

  function changed(): KeyStore {
    events.changed('models');
    return store();
  }

  return {
    store,
    async turnOnFile(passphrase) {
      await needFile().turnOn(passphrase);
      return changed();
    },
    async unlock(passphrase) {
      const file = needFile();
      if (file.state() === 'off') {
        throw new AppError('not_found', 'There is no file with keys to open.', { hint: 'Make one first.' });
      }
      const isOpen = file.state() === 'open' || (await file.unlock(passphrase));
      changed();
      return isOpen;
    },
    async turnOffFile() {
      await needFile().turnOff();
      return changed();
    },
  };
}
