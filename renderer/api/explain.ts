import { TRPCClientError } from '@trpc/client';

export interface Explained {
  code: string;
  message: string;
  hint?: string | undefined;
}

function isExplained(value: unknown): value is Explained {
  return (
    typeof value === 'object' &&
    value !== null &&
    'code' in value &&
    typeof value.code === 'string' &&
    'message' in value &&
    typeof value.message === 'string'
  );
}

/** Any thrown value as a sentence that a person can act on. */
export function explain(error: unknown): Explained {
  if (error instanceof TRPCClientError) {
    const data: unknown = error.data;
    const told = data && typeof data === 'object' && 'cairn' in data ? data.cairn : null;
    if (isExplained(told)) return told;
    if (error.cause instanceof TypeError || data === undefined || data === null) {
      return {
        code: 'offline',
        message: 'Cairn’s server does not answer.',
        hint: 'It may be restarting. Nothing that was saved is lost; try again in a moment.',
      };
    }
  }
  return { code: 'internal', message: error instanceof Error ? error.message : 'Something went wrong.' };
}
