import { failure, type ApiFailure } from '../api-error.ts';
import { METADATA_CODE } from './base-url.ts';

/** Codes of OpenSSL and Node for a certificate that is not trusted (nodejs.org, "TLS/SSL": X509 certificate errors). */
const CERTIFICATE = /CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|SELF_SIGNED/;

/** What to say of a connection that failed, by the code of its cause. First match wins. */
const KINDS: readonly { code: RegExp; name: string; advice: string; retry: boolean }[] = [
  {
    code: CERTIFICATE,
    name: 'upstream_certificate',
    advice:
      'Its certificate is not trusted here. Start Cairn with NODE_EXTRA_CA_CERTS set to the file of the authority that signed it.',
    retry: false,
  },
  {
    code: /^ERR_SSL|^EPROTO$/,
    name: 'upstream_tls',
    advice: 'It does not speak https there. Connect it by an address that begins with http.',
    retry: false,
  },
  {
    code: /^ENOTFOUND$|^EAI_/,
    name: 'upstream_unknown_host',
    advice: 'The name is not known. Check the address and the network.',
    retry: true,
  },
  {
    code: /^ECONNREFUSED$/,
    name: 'upstream_refused',
    advice: 'Nothing listens there. Start the server, or check the address.',
    retry: true,
  },
  {
    code: /TIMEOUT|^ETIMEDOUT$/,
    name: 'upstream_timeout',
    advice: 'It did not answer in time.',
    retry: true,
  },
];

/** A connection that failed, as the caller is told: what happened, and what to do. */
export function unreachable(title: string, error: unknown): ApiFailure {
  const code = codeOf(error);
  if (code === METADATA_CODE) return forbiddenAddress(title, 'its name');
  const kind = KINDS.find((one) => one.code.test(code));
  const message = `${title} could not be reached: ${reasonOf(error)}.${kind ? ` ${kind.advice}` : ''}`;
  return failure(kind?.name === 'upstream_timeout' ? 504 : 502, message, {
    details: { error_code: kind?.name ?? 'upstream_broken' },
    ...(kind?.retry === false ? { retry: false } : {}),
  });
}

/** What a person can do about a connection that failed, where that is known. */
export function adviceFor(error: unknown): string | undefined {
  const code = codeOf(error);
  return KINDS.find((one) => one.code.test(code))?.advice;
}

/** An address that leads to a cloud's credentials is never asked, whatever it was when it was connected. */
export function forbiddenAddress(title: string, hostname: string): ApiFailure {
  return failure(502, `${title}: ${hostname} leads to a cloud metadata address. It was not asked.`, {
    retry: false,
    details: { error_code: 'upstream_forbidden_address' },
  });
}

/** Why a connection failed, in the words of the system call (`ECONNREFUSED 127.0.0.1:11434`). */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A name with several addresses fails once for each.
  if (error instanceof AggregateError) return error.errors.map((one) => reasonOf(one)).join('; ');
  const cause = error.cause;
  if (cause instanceof AggregateError) return cause.errors.map((one) => reasonOf(one)).join('; ');
  if (cause instanceof Error) return cause.message || ((cause as NodeJS.ErrnoException).code ?? cause.name);
  return error.message;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return '';
  const own = (error as NodeJS.ErrnoException).code;
  if (typeof own === 'string') return own;
  const inner = error instanceof AggregateError ? error.errors[0] : error.cause;
  return codeOf(inner);
}
