import type { Services } from '../../server/services.ts';
import { AppError } from '../../shared/errors.ts';

/**
 * The whole id for what a person gave: the id itself, or the last letters of one.
 * @throws AppError `bad_input` for letters that fit several, `not_found` for none
 */
export function sessionId(services: Services, given: string): string {
  if (/^[0-9a-f-]{36}$/i.test(given)) return services.practice.find(given.toLowerCase()).id;
  const found = /^[0-9a-f-]{4,}$/i.test(given) ? services.practice.idsEnding(given.toLowerCase()) : [];
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw new AppError(
    found.length > 1 ? 'bad_input' : 'not_found',
    found.length > 1 ? `"${given}" fits more than one session.` : `There is no session "${given}".`,
    {
      hint:
        found.length > 1 ? 'Give more of the id; --json shows all of it.' : '`cairn sessions` lists them.',
    },
  );
}

/** @throws AppError `bad_input` when nothing was named */
export function sessionIds(services: Services, given: readonly string[]): string[] {
  if (given.length > 0) return given.map((one) => sessionId(services, one));
  throw new AppError('bad_input', 'Say which session.', {
    hint: 'For example: cairn sessions delete 1a2b3c4d',
  });
}
