import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import tls from 'node:tls';
import { isPublicAddress } from './addresses.ts';
import type { Web } from './web.ts';

const MAX_PAGE_BYTES = 256 * 1024;
const MAX_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Gets the beginning of a page on the public internet. Each address, also after a redirect, is checked, and the
 * checked address is what is connected to, so that a name cannot lead elsewhere meanwhile.
 * @param signal ends it, also in the middle of a page
 * @returns up to 256 kB of it as text; null when it is no HTML page that anyone may see
 * @throws Error of the network, or for an address that is not public
 */
export async function fetchPage(address: string, web: Web, signal: AbortSignal): Promise<string | null> {
  let url = new URL(address);
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const response = await request(url, web, signal);
    const { statusCode: status = 0, headers } = response;
    if (REDIRECTS.has(status) && headers.location && URL.canParse(headers.location, url.href)) {
      response.destroy();
      url = new URL(headers.location, url.href);
      continue;
    }
    const type = headers['content-type'] ?? '';
    const isPage = status === 200 && /^(text\/html|application\/xhtml\+xml)\b/i.test(type);
    if (isPage && (headers['content-encoding'] ?? 'identity') === 'identity') return readText(response, type);
    response.destroy();
    return null;
  }
  return null;
}

async function request(url: URL, web: Web, signal: AbortSignal): Promise<http.IncomingMessage> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Error(`${url.protocol} is not followed`);
  const isTls = url.protocol === 'https:';
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(hostname) ? [hostname] : await abortable(web.resolve(hostname), signal);
  if (addresses.length === 0 || !addresses.every(isPublicAddress)) {
    throw new Error(`${hostname} does not lead to the public internet`);
  }
  const socket = web.connect(addresses[0]!, Number(url.port) || (isTls ? 443 : 80));
  const secured = isTls
    ? tls.connect({ socket, ...(isIP(hostname) ? {} : { servername: hostname }) })
    : socket;
  return new Promise((resolve, reject) => {
    const { request: begin } = isTls ? https : http;
    const call = begin(url, {
      signal,
      // Nothing of the person goes along: no credentials of the address, no cookies, no referrer.
      auth: '',
      headers: {
        host: url.host,
        accept: 'text/html',
        'accept-encoding': 'identity',
        'user-agent': 'Cairn (title of a link)',
      },
      // No agent: with one, Node makes connections of its own and looks the name up again.
      createConnection: () => secured,
      maxHeaderSize: 32 * 1024,
    });
    socket.on('error', reject);
    secured.on('error', reject);
    call.on('error', reject);
    call.once('response', resolve);
    call.once('close', () => socket.destroy());
    call.end();
  });
}

/** A look-up of a name cannot be stopped, but need not be waited for. */
function abortable<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    signal.addEventListener('abort', () => reject(new Error('it took too long')), { once: true });
    work.then(resolve, reject);
  });
}

async function readText(response: http.IncomingMessage, type: string): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    // Most titles stand in the first kilobytes; the rest of the page is not waited for.
    if (size >= MAX_PAGE_BYTES || chunk.includes('</title')) break;
  }
  response.destroy();
  const bytes = Buffer.concat(chunks).subarray(0, MAX_PAGE_BYTES);
  return decoderFor(type, bytes).decode(bytes);
}

/** The page's own word for its encoding: the header's, then the `meta` element's; UTF-8 otherwise. */
function decoderFor(type: string, bytes: Buffer) {
  const declared = /charset\s*=\s*["']?([\w-]{1,40})/i;
  const name = (declared.exec(type) ?? declared.exec(bytes.toString('latin1', 0, 2048)))?.[1];
  try {
    return new TextDecoder(name ?? 'utf-8');
  } catch {
    return new TextDecoder('utf-8');
  }
}
