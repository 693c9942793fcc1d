import { lookup } from 'node:dns/promises';
import { isIPv4, isIPv6 } from 'node:net';
import { AppError } from '../../../shared/errors.ts';

/** Names under which clouds serve instance credentials. */
const METADATA_NAMES = new Set([
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'metadata.azure.internal',
]);
const METADATA_ADDRESSES = new Set(['100.100.100.200', '168.63.129.16', '[fd00:ec2::254]']);

/**
 * Checks the address of a server that someone wants to connect.
 * @returns the address without a trailing slash and without `/v1`, which clients append themselves
 * @throws AppError `bad_input` for anything but http(s), for credentials in the URL, and for metadata addresses,
 *   which would hand a cloud machine's own credentials to whoever reads the answer
 */
export function checkBaseUrl(input: string): string {
  const url = URL.canParse(input.trim()) ? new URL(input.trim()) : null;
  if (!url || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new AppError('bad_input', `"${input.trim().slice(0, 200)}" is not an http or https address.`, {
      hint: 'Give the whole address, like http://localhost:11434',
    });
  }
  if (url.username || url.password) {
    throw new AppError('bad_input', 'The address holds a user name or password.', {
      hint: 'Leave it out; give the key in its own field.',
    });
  }
  if (isMetadata(url.hostname)) throw metadataError(url.hostname);
  return (url.origin + url.pathname).replace(/\/+$/, '').replace(/\/v1$/, '');
}

/** Refuses a name that leads to a metadata address. A name that leads nowhere passes: connecting will say so. */
export async function checkResolvedHost(baseUrl: string): Promise<void> {
  const { hostname } = new URL(baseUrl);
  const addresses = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(() => []);
  if (addresses.some(({ address, family }) => isMetadata(family === 6 ? `[${address}]` : address)))
    throw metadataError(hostname);
}

function metadataError(hostname: string): AppError {
  return new AppError('bad_input', `${hostname} is a cloud metadata address, not a model server.`, {
    hint: 'Give the address of the model server.',
  });
}

/** The URL parser has already turned every spelling of an IPv4 address into dotted decimals. */
function isMetadata(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (METADATA_NAMES.has(host) || METADATA_ADDRESSES.has(host)) return true;
  if (isIPv4(host)) return host.startsWith('169.254.');
  const inner = host.replace(/^\[|\]$/g, '');
  if (!isIPv6(inner)) return false;
  // Link-local, and IPv4-mapped link-local as the URL parser writes it (169.254.x.x is a9fe:xxxx).
  return /^fe[89ab]/.test(inner) || inner.startsWith('::ffff:a9fe:');
}
