import { lookup as resolveName } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIPv4, isIPv6, type LookupFunction } from 'node:net';
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
  if (isMetadataHost(url.hostname)) throw metadataError(url.hostname);
  return (url.origin + url.pathname).replace(/\/+$/, '').replace(/\/v1$/, '');
}

/** Refuses a name that leads to a metadata address. A name that leads nowhere passes: connecting will say so. */
export async function checkResolvedHost(baseUrl: string): Promise<void> {
  const { hostname } = new URL(baseUrl);
  if (await leadsToMetadata(hostname)) throw metadataError(hostname);
}

async function leadsToMetadata(hostname: string): Promise<boolean> {
  const addresses = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(() => []);
  return addresses.some(({ address }) => isMetadataAddress(address));
}

/** What a refused look-up throws, as `code`. */
export const METADATA_CODE = 'EMETADATA';

/**
 * Resolves a name for a connection that is being made. It may lead elsewhere than when the server was connected, so
 * what it leads to now is checked, and is what is connected to.
 */
export const guardedLookup: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, options, (error, address, family) => {
    const found = typeof address === 'string' ? [address] : (address ?? []).map((one) => one.address);
    const isBad = error === null && found.some(isMetadataAddress);
    const refusal =
      isBad && Object.assign(new Error(`${hostname} is a metadata address`), { code: METADATA_CODE });
    callback(refusal || error, address, family);
  });
};

const isMetadataAddress = (address: string): boolean =>
  isMetadataHost(isIPv6(address) ? `[${address}]` : address);

function metadataError(hostname: string): AppError {
  return new AppError('bad_input', `${hostname} is a cloud metadata address, not a model server.`, {
    hint: 'Give the address of the model server.',
  });
}

/** Whether a host of a URL is a metadata address. The URL parser has already turned every spelling of an IPv4 address into dotted decimals. */
export function isMetadataHost(hostname: string): boolean {
  const host = hostname.toLowerCase().replace(/\.$/, '');
  if (METADATA_NAMES.has(host) || METADATA_ADDRESSES.has(host)) return true;
  if (isIPv4(host)) return host.startsWith('169.254.');
  const inner = host.replace(/^\[|\]$/g, '');
  if (!isIPv6(inner)) return false;
  // Link-local, and 169.254.x.x (a9fe:xxxx) as mapped or translated IPv6, as URL parsers and resolvers write it.
  return /^(fe[89ab]|::ffff:a9fe:|::ffff:169\.254\.|64:ff9b::a9fe:|64:ff9b::169\.254\.)/.test(inner);
}
