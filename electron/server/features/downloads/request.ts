import { AppError } from '../../../shared/errors.ts';

const MOST_REDIRECTS = 5;

export interface Range {
  /** Bytes that are there already. */
  from: number;
  validator: string | null;
}

/** A server's answer to a request for the rest of a file. */
export interface Answer {
  body: ReadableStream<Uint8Array>;
  /** Where the body begins in the file: 0 when the server sends all of it again. */
  start: number;
  total: number | null;
  validator: string | null;
  sha256: string | null;
}

/**
 * Asks for a file from a byte on, through redirects.
 * @throws AppError `unavailable` with what the server did instead
 */
export async function requestFrom(url: string, range: Range, signal: AbortSignal): Promise<Answer> {
  const headers = new Headers({ accept: 'application/octet-stream, */*', 'accept-encoding': 'identity' });
  if (range.from > 0) {
    headers.set('range', `bytes=${range.from}-`);
    // Without it a changed file would be sewn to the beginning of the old one.
    if (range.validator) headers.set('if-range', range.validator);
  }
  let sha256: string | null = null;
  let at = new URL(url);
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const response = await ask(at, headers, signal);
    sha256 ??= linkedSha256(response);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || location === null) {
      return answerOf(response, { sha256, from: range.from });
    }
    await response.body?.cancel();
    const next = new URL(location, at);
    if (at.protocol === 'https:' && next.protocol !== 'https:') {
      throw refused(`It leads from https to ${next.protocol}//${next.host}, which is not safe.`);
    }
    at = next;
  }
  throw refused(`It leads on more than ${MOST_REDIRECTS} times.`);
}

async function ask(url: URL, headers: Headers, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { headers, signal, redirect: 'manual' });
  } catch (error) {
    if (signal.aborted) throw error;
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    throw refused(
      `${url.host} cannot be reached: ${cause instanceof Error ? cause.message : String(cause)}.`,
    );
  }
}

async function answerOf(
  response: Response,
  { sha256, from }: { sha256: string | null; from: number },
): Promise<Answer> {
  const { status, headers, body } = response;
  const type = headers.get('content-type') ?? '';
  if (status === 416) {
    await body?.cancel();
    throw new AppError('conflict', 'The file on the server is shorter than what is here.', {
      hint: 'Remove this download and start it again.',
    });
  }
  if ((status !== 200 && status !== 206) || !body) {
    await body?.cancel();
    throw refused(
      status === 401 || status === 403
        ? `The server asks for a login (HTTP ${status}). Download it in a browser and add the file.`
        : `The server answered HTTP ${status}.`,
    );
  }
  if (type.startsWith('text/html')) {
    await body.cancel();
    throw refused('It is a web page, not a file. Copy the address of the download button.');
  }
  const part = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(headers.get('content-range') ?? '');
  const start = status === 206 && part ? Number(part[1]) : 0;
  if (status === 206 && start !== from) {
    await body.cancel();
    throw refused(`The server sent the file from byte ${start}, not from ${from}.`);
  }
  const length = headers.get('content-length');
  const whole = status === 206 ? (part?.[2] ?? '*') : (length ?? '*');
  const etag = headers.get('etag');
  return {
    body,
    start,
    total: whole === '*' ? null : Number(whole),
    // A weak ETag promises the same meaning, not the same bytes.
    validator: etag && !etag.startsWith('W/') ? etag : headers.get('last-modified'),
    sha256,
  };
}

/** Model hubs name the hash of a large file in the answer that redirects to it. */
function linkedSha256(response: Response): string | null {
  const tag = response.headers.get('x-linked-etag') ?? response.headers.get('x-checksum-sha256') ?? '';
  return /^"?([0-9a-f]{64})"?$/i.exec(tag.trim())?.[1]?.toLowerCase() ?? null;
}

const refused = (why: string): AppError =>
  new AppError('unavailable', why, { hint: 'Check the address, then resume.' });
