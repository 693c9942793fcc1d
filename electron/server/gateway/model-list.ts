import { failure, type ApiFailure } from './api-error.ts';
import type { ProviderRegistry } from './providers/types.ts';
import { splitRef } from './resolve-model.ts';
import type { RunPolicy } from './types.ts';

/** `/v1/models` and `/v1/models/{id}` in the API's shape: the models that the run may use. */
export function listModels(
  policy: RunPolicy,
  providers: ProviderRegistry,
  id?: string,
): Response | ApiFailure {
  const refs =
    policy.model === null ? [] : [policy.model, ...(policy.pinModel === false ? (policy.allowed ?? []) : [])];
  const data = refs.map((ref) => {
    const { providerId, model } = splitRef(ref);
    const title = providers
      .get(providerId)
      ?.models()
      .find((known) => known.id === model)?.title;
    return { type: 'model', id: ref, display_name: title ?? model, created_at: '1970-01-01T00:00:00Z' };
  });
  if (id === undefined) {
    return Response.json({
      data,
      has_more: false,
      first_id: data[0]?.id ?? null,
      last_id: data.at(-1)?.id ?? null,
    });
  }
  const found = data.find((model) => model.id === id || splitRef(model.id).model === id);
  return found
    ? Response.json(found)
    : failure(404, `model: ${id.slice(0, 200)} is not available in this run.`);
}
