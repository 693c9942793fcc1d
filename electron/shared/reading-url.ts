import type { Resource } from './curriculum.ts';
import type { ReadingKind } from './reading.ts';

const TRACKING = /^(?:utm_.*|fbclid|gclid|mc_[ce]id|ref|ref_src|si|s|feature)$/;
const YOUTUBE = /^(?:www\.|m\.)?youtube\.com$/;

/**
 * What two addresses of the same text have in common: without scheme, "www.", fragment, tracking parameters and a
 * slash at the end; an arXiv PDF is its abstract, and any version of it; a short YouTube link is its long one.
 * @param address an http(s) address
 */
export function urlKey(address: string): string {
  const url = new URL(address);
  const host = url.hostname.toLowerCase().replace(/^www\./, '');
  const arxiv = /^\/(?:abs|pdf|html)\/([^/]+?)(?:v\d+)?(?:\.pdf)?\/?$/.exec(url.pathname);
  if (host === 'arxiv.org' && arxiv) return `arxiv.org/abs/${arxiv[1]}`;
  if (host === 'youtu.be') return `youtube.com/watch?v=${url.pathname.slice(1)}`;
  if (YOUTUBE.test(url.hostname) && url.searchParams.has('v')) {
    return `youtube.com/watch?v=${url.searchParams.get('v')}`;
  }
  const kept = [...url.searchParams]
    .filter(([name]) => !TRACKING.test(name))
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const port = url.port ? `:${url.port}` : '';
  return `${host}${port}${url.pathname.replace(/\/+$/, '')}${kept ? `?${kept}` : ''}`;
}

/** What an address most likely is, by its host and path. */
export function guessKind(address: string): ReadingKind {
  const { hostname, pathname } = new URL(address);
  if (YOUTUBE.test(hostname) || /(?:^|\.)(?:youtu\.be|vimeo\.com)$/.test(hostname)) return 'video';
  if (/(?:^|\.)(?:arxiv\.org|openreview\.net|aclanthology\.org|dl\.acm\.org)$/.test(hostname)) return 'paper';
  if (/\.pdf$/i.test(pathname)) return 'paper';
  if (/^(?:docs|developer|platform|api)\.|readthedocs\./.test(hostname) || /^\/docs?(?:\/|$)/.test(pathname))
    return 'docs';
  return 'post';
}

/** A title from the address alone, for until the person gives a better one: the last words of the path, or the host. */
export function guessTitle(address: string): string {
  const { hostname, pathname } = new URL(address);
  const host = hostname.replace(/^www\./, '');
  const last = pathname.split('/').findLast((part) => part !== '') ?? '';
  let words = last;
  try {
    words = decodeURIComponent(last);
  } catch {
    // A stray percent sign: the raw text will do.
  }
  words = words
    .replace(/\.(?:html?|pdf|md|php)$/i, '')
    .replaceAll(/[-_+]+/g, ' ')
    .trim();
  if (words === '' || /^watch$/i.test(words)) return host;
  if (!/[a-z]{3}/i.test(words)) return `${words} (${host})`;
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`.slice(0, 300);
}

/** The kind under which a resource of the curriculum enters the log. */
export const KIND_OF_RESOURCE: Record<Resource['kind'], ReadingKind> = {
  talk: 'video',
  blog: 'post',
  course: 'video',
  article: 'post',
  book: 'chapter',
  docs: 'docs',
  handbook: 'docs',
};
