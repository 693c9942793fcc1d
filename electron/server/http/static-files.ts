import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { MiddlewareHandler } from 'hono';
import { AppError } from '../../shared/errors.ts';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** The file that a request path names inside `root`, or undefined; never one outside it. */
function resolveInside(root: string, requestPath: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(requestPath);
  } catch {
    return undefined;
  }
  if (decoded.includes('\0')) return undefined;
  const file = path.join(root, decoded);
  return file.startsWith(root + path.sep) ? file : undefined;
}

/** Serves the built renderer. A path without an extension is a page of the app and gets index.html. */
export function staticFiles(root: string): MiddlewareHandler {
  return async (c) => {
    const isPage = path.extname(c.req.path) === '';
    const file = isPage ? path.join(root, 'index.html') : resolveInside(root, c.req.path);
    const facts = file ? await stat(file).catch(() => undefined) : undefined;
    if (!file || !facts?.isFile()) {
      throw new AppError(
        isPage ? 'unavailable' : 'not_found',
        isPage ? 'The interface is not built.' : 'There is no such file.',
        {
          hint: isPage ? 'Run `npm start`, which builds it.' : 'Reload the page.',
        },
      );
    }
    return new Response(Readable.toWeb(createReadStream(file)) as ReadableStream, {
      headers: {
        'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
        'content-length': String(facts.size),
        // Built assets carry a content hash in their name; the page that names them must be asked for each time.
        'cache-control': c.req.path.startsWith('/assets/')
          ? 'public, max-age=31536000, immutable'
          : 'no-cache',
      },
    });
  };
}
