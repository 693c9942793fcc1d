import { failure, type ApiFailure } from './api-error.ts';
import type { RecordedCall } from './types.ts';

export interface Route {
  operation: RecordedCall['operation'];
  /** For `/v1/models/{id}`. */
  modelId?: string;
}

const ENDPOINTS: Record<string, { operation: RecordedCall['operation']; method: string }> = {
  '/messages': { operation: 'messages', method: 'POST' },
  '/messages/count_tokens': { operation: 'count_tokens', method: 'POST' },
  '/chat/completions': { operation: 'messages', method: 'POST' },
  '/embeddings': { operation: 'embeddings', method: 'POST' },
  '/models': { operation: 'models', method: 'GET' },
};

const LEGACY = /^\/(completions|responses)$/;

/** Finds the endpoint. Some clients want `/v1` in the base URL and some add it, so both ways lead here. */
export function routeOf(method: string, pathname: string): Route | ApiFailure {
  const path = pathname.replace(/\/+$/, '').replace(/^\/v1(?=\/)/, '');
  const endpoint = ENDPOINTS[path];
  if (endpoint) {
    if (endpoint.method === method) return { operation: endpoint.operation };
    return failure(405, `${pathname} takes ${endpoint.method}, not ${method}.`);
  }
  const model = /^\/models\/(.+)$/.exec(path)?.[1];
  if (model && method === 'GET') return { operation: 'models', modelId: decoded(model) };
  if (LEGACY.test(path))
    return failure(
      404,
      `${pathname}: of OpenAI's API this gateway speaks Chat Completions. Use /v1/chat/completions.`,
    );
  if (path.startsWith('/v1/'))
    return failure(404, `${pathname}: the base URL already ends in /v1. Leave one of the two out.`);
  return failure(
    404,
    `${pathname} is not an endpoint. There are /v1/messages, /v1/messages/count_tokens, /v1/chat/completions, /v1/embeddings and /v1/models.`,
  );
}

/** A broken escape is a name that no model has, not a reason to fail. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}
