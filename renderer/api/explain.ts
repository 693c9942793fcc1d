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

/** The schema's own words carry a cross and the place in the input; a form knows its field. */
function plainly(message: string): string {
  if (!message.startsWith('✖')) return message;
  const faults = message.split('\n').flatMap((line) => /^✖ (.*?)(?: → at .*)?$/.exec(line)?.[1] ?? []);
  return faults.map((fault) => `${fault.charAt(0).toUpperCase()}${fault.slice(1)}.`).join(' ');
}

/** Any thrown value as a sentence that a person can act on. */
export function explain(error: unknown): Explained {
  if (error instanceof TRPCClientError) {
    const data: unknown = error.data;
    const told = data && typeof data === 'object' && 'cairn' in data ? data.cairn : null;
    if (isExplained(told)) return { ...told, message: plainly(told.message) };
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
