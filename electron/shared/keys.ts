import { z } from 'zod';

/** Where keys are kept. `file`: none is needed, none was made, or it is locked or open. */
export const keyStore = z.object({
  description: z.string(),
  durable: z.boolean(),
  file: z.enum(['none-needed', 'off', 'locked', 'open']),
});
export type KeyStore = z.infer<typeof keyStore>;

/** Short ones are guessed offline in days. */
export const MIN_PASSPHRASE = 12;

export const newPassphrase = z.object({
  passphrase: z
    .string()
    .min(MIN_PASSPHRASE, `use at least ${MIN_PASSPHRASE} characters; four or five words are easy to remember`)
    .max(500),
});

export const unlockInput = z.object({ passphrase: z.string().min(1).max(500) });

/** A wrong passphrase is a result: nothing is broken, and one tries again. */
export const unlockResult = z.object({ status: z.enum(['open', 'wrong-passphrase']), store: keyStore });
