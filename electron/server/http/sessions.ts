import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { AppError } from '../../shared/errors.ts';

export const SESSION_HEADER = 'x-cairn-session';
/** More unused launch tokens, or more windows, than this and the oldest is forgotten. */
const MAX_KEPT = 32;

const digest = (token: string): Buffer => createHash('sha256').update(token).digest();
const newToken = (): string => randomBytes(32).toString('base64url');

export interface Sessions {
  /** A token for one window, to be exchanged once. It ends up in an address, so it must not be worth stealing twice. */
  launchToken(): string;
  exchange(token: string): string;
  /** Whether a token is a session's. */
  holds(token: string): boolean;
  require(): MiddlewareHandler;
}

/** Where the digests of sessions outlive the server; the tokens themselves are kept by their windows alone. */
export interface SessionMemory {
  /** Digests in hex, oldest first. */
  read(): readonly string[];
  write(digests: readonly string[]): void;
}

const forgetful: SessionMemory = { read: () => [], write: () => {} };

/**
 * Launch tokens and sessions, kept as digests and compared in constant time. With a memory, a window that was
 * open when the server died goes on with the next one.
 */
export function createSessions(memory: SessionMemory = forgetful): Sessions {
  const unused: Buffer[] = [];
  const sessions: Buffer[] = memory
    .read()
    .map((hex) => Buffer.from(hex, 'hex'))
    .filter((known) => known.length === 32);
  const indexOf = (list: Buffer[], token: string): number => {
    const wanted = digest(token);
    let found = -1;
    for (const [index, known] of list.entries()) if (timingSafeEqual(known, wanted)) found = index;
    return found;
  };

  return {
    launchToken() {
      const token = newToken();
      unused.push(digest(token));
      if (unused.length > MAX_KEPT) unused.shift();
      return token;
    },
    exchange(token) {
      const index = indexOf(unused, token);
      if (index < 0) {
        throw new AppError(
          'unauthorized',
          'This launch link was used already, or is not from this run of Cairn.',
          {
            hint: 'Run `npm start` again: it opens a new window on the running Cairn.',
          },
        );
      }
      unused.splice(index, 1);
      const session = newToken();
      sessions.push(digest(session));
      if (sessions.length > MAX_KEPT) sessions.shift();
      memory.write(sessions.map((known) => known.toString('hex')));
      return session;
    },
    holds: (token) => indexOf(sessions, token) >= 0,
    require: () => async (c, next) => {
      if (indexOf(sessions, c.req.header(SESSION_HEADER) ?? '') < 0) {
        throw new AppError('unauthorized', 'This window has no session with the running Cairn.', {
          hint: 'Run `npm start` again: it opens a new window on the running Cairn.',
        });
      }
      await next();
    },
  };
}
