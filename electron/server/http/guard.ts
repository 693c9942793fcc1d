import type { MiddlewareHandler } from 'hono';
import { AppError } from '../../shared/errors.ts';

/**
 * Refuses what does not come from Cairn's own window: a foreign Host (DNS rebinding), a foreign Origin, and
 * a write without an Origin. Any page in any browser on this machine can reach a loopback port.
 */
export function guard(origins: () => readonly string[]): MiddlewareHandler {
  return async (c, next) => {
    const allowed = origins();
    const host = c.req.header('host') ?? new URL(c.req.url).host;
    if (!allowed.some((origin) => new URL(origin).host === host)) {
      throw new AppError('forbidden', `This server does not answer for the host "${host}".`, {
        hint: 'Use the address that Cairn printed.',
      });
    }
    const origin = c.req.header('origin');
    const isRead = c.req.method === 'GET' || c.req.method === 'HEAD';
    if (origin === undefined ? !isRead : !allowed.includes(origin)) {
      throw new AppError('forbidden', 'This request does not come from a Cairn window.', {
        hint: 'Use the address that Cairn printed.',
      });
    }
    await next();
  };
}
