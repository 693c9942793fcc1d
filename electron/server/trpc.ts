import { initTRPC, TRPCError } from '@trpc/server';
import { z, ZodError } from 'zod';
import { AppError, toPublicError, type ErrorCode } from '../shared/errors.ts';
import type { Services } from './services.ts';

export interface Context {
  services: Services;
}

const TRPC_CODE: Record<ErrorCode, TRPCError['code']> = {
  bad_input: 'BAD_REQUEST',
  unauthorized: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  not_found: 'NOT_FOUND',
  conflict: 'CONFLICT',
  too_large: 'PAYLOAD_TOO_LARGE',
  unavailable: 'SERVICE_UNAVAILABLE',
  storage_failed: 'INTERNAL_SERVER_ERROR',
  internal: 'INTERNAL_SERVER_ERROR',
};

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter({ shape, error }) {
    const cause = error.cause;
    const publicError =
      cause instanceof ZodError
        ? { code: 'bad_input' as const, message: z.prettifyError(cause) }
        : error.code === 'NOT_FOUND' && !cause
          ? { code: 'not_found' as const, message: error.message }
          : toPublicError(cause ?? error);
    return { ...shape, message: publicError.message, data: { ...shape.data, cairn: publicError } };
  },
});

export const router = t.router;

/** Every call: an AppError keeps its meaning on the way out; anything else becomes "internal". */
export const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof AppError) {
    const cause = result.error.cause;
    throw new TRPCError({ code: TRPC_CODE[cause.code], message: cause.message, cause });
  }
  return result;
});
