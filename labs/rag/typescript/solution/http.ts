import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import { config } from './config.ts';

/** An answer other than success, to be thrown anywhere in a handler. */
export class HttpError extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The tenant comes from the credentials, never from what a request says about itself. */
export function tenantOf(request: IncomingMessage): string {
  const key = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  if (key !== undefined && Object.hasOwn(config.tenantKeys, key)) return config.tenantKeys[key]!;
  throw new HttpError(401, 'unauthorized', 'Send a known key: "Authorization: Bearer KEY".');
}

const MAX_BODY = 1024 * 1024;

/** Reads a request's body as JSON of that shape; anything else is a 400. */
export async function readJson<T>(request: IncomingMessage, shape: z.ZodType<T>): Promise<T> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > MAX_BODY) throw new HttpError(413, 'too_large', 'The body is larger than 1 MB.');
  }
  try {
    return shape.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : 'The body is not JSON.';
    throw new HttpError(400, 'bad_request', reason);
  }
}

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}

/** Turns whatever a handler threw into an answer: `{"error": {"code", "message"}}`. */
export function sendError(response: ServerResponse, error: unknown): void {
  if (error instanceof HttpError) {
    sendJson(response, error.status, { error: { code: error.code, message: error.message } });
    return;
  }
  console.error(error);
  sendJson(response, 500, { error: { code: 'internal', message: 'Something went wrong.' } });
}
