import { failure, type ApiFailure } from '../api-error.ts';
import { isObject, type JsonObject } from '../json.ts';

/** What OpenAI's API itself would refuse in every chat request, whichever model answers. */
export function checkChat(body: JsonObject): ApiFailure | null {
  const bad = (param: string, message: string): ApiFailure => failure(400, `${param}: ${message}`, { param });
  const { model, messages } = body;
  if (typeof model !== 'string' || model === '') return bad('model', 'a name is required.');
  if (!Array.isArray(messages) || messages.length === 0)
    return bad('messages', 'at least one message is required.');
  const stray = messages.findIndex((message) => !isObject(message) || typeof message.role !== 'string');
  if (stray >= 0) return bad(`messages.${stray}`, 'must be an object with a role.');
  for (const name of ['max_tokens', 'max_completion_tokens']) {
    const limit = body[name];
    if (limit === undefined || limit === null) continue;
    if (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1)
      return bad(name, 'must be a whole number of at least 1.');
  }
  return null;
}
