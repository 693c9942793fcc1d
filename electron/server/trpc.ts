import { initTRPC, TRPCError } from '@trpc/server';
import { z, ZodError } from 'zod';
import { AppError, toPublicError, type ErrorCode } from '../shared/errors.ts';
import type { Services } from './services.ts';
import { storageFault } from './storage-fault.ts';

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

const REFUSALS: Partial<Record<TRPCError['code'], ErrorCode>> = {
  NOT_FOUND: 'not_found',
  PAYLOAD_TOO_LARGE: 'too_large',
};

/** What a window is told. tRPC's own refusals (a wrong method, a body that is not JSON) are the caller's to mend. */
function publicErrorOf({ code, message, cause }: TRPCError): ReturnType<typeof toPublicError> {
  if (cause instanceof ZodError) return { code: 'bad_input', message: z.prettifyError(cause) };
  if (cause instanceof AppError || code === 'INTERNAL_SERVER_ERROR') return toPublicError(cause);
  return { code: REFUSALS[code] ?? 'bad_input', message };
}

const t = initTRPC.context<Context>().create({
  isDev: false,
  errorFormatter({ shape, error }) {
    const publicError = publicErrorOf(error);
    return { ...shape, message: publicError.message, data: { ...shape.data, cairn: publicError } };
  },
});

export const router = t.router;

/**
 * Every call: an AppError keeps its meaning on the way out, a failing disk is put into words, anything else becomes
 * "internal". Nothing is written to a database that is not in its place any more.
 */
export const procedure = t.procedure.use(async ({ next, type, ctx }) => {
  if (type === 'mutation') assertInPlace(ctx.services);
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  const known = cause instanceof AppError ? cause : storageFault(cause);
  if (known) throw toTrpcError(known);
  return result;
});

function assertInPlace(services: Services): void {
  try {
    services.assertInPlace();
  } catch (error) {
    throw error instanceof AppError ? toTrpcError(error) : error;
  }
}

function toTrpcError(cause: AppError): TRPCError {
  return new TRPCError({ code: TRPC_CODE[cause.code], message: cause.message, cause });
}
