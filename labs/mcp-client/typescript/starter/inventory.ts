import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError } from './http.ts';

/** GET /servers: how each server is. */
export async function getServers(response: ServerResponse): Promise<void> {
  throw new HttpError(501, 'not_implemented', 'Not written yet.');
}

/** GET /tools: what may be used, as the model sees it. */
export async function getTools(response: ServerResponse): Promise<void> {
  throw new HttpError(501, 'not_implemented', 'Not written yet.');
}

/** POST /tools/:name/accept: a person has read the new definition of a tool, and wants it. */
export async function acceptTool(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  throw new HttpError(501, 'not_implemented', 'Not written yet.');
}
