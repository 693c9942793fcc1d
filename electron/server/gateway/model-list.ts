import { failure, type ApiFailure } from './api-error.ts';
import { DEFAULT_EMBEDDINGS } from './embeddings/builtin.ts';
import type { JsonObject } from './json.ts';
import type { ModelInfo, ProviderRegistry } from './providers/types.ts';
import { splitRef } from './resolve-model.ts';
import type { RunPolicy } from './types.ts';
import type { Wire } from './wire.ts';

interface Listed {
  ref: string;
  info: ModelInfo | undefined;
}

/** What a run asks for: a list, or with `id` one model of it. */
interface Question {
  wire: Wire;
  id: string | undefined;
}

/** `/v1/models` and `/v1/models/{id}` in the shape of the caller's API: the models that the run may use. */
export function listModels(
  policy: RunPolicy,
  providers: ProviderRegistry,
  { wire, id }: Question,
): Response | ApiFailure {
  const models = refsOf(policy, providers)
    .map((ref) => {
      const { providerId, model } = splitRef(ref);
      const known = providers.get(providerId)?.models();
      return { ref, info: known?.find((one) => one.id === model) };
    })
    // The Messages API has no embeddings.
    .filter(({ info }) => wire === 'openai' || info?.purpose !== 'embeddings');
  const shown = wire === 'openai' ? models.map(openAiModel) : models.map(anthropicModel);
  if (id === undefined) {
    return Response.json(wire === 'openai' ? { object: 'list', data: shown } : page(shown));
  }
  const found = shown.find((model) => model.id === id || splitRef(String(model.id)).model === id);
  return found
    ? Response.json(found)
    : failure(404, `model: ${id.slice(0, 200)} is not available in this run.`, { param: 'model' });
}

/** Embeddings have a model in every run; chat only where the policy names one. */
function refsOf(policy: RunPolicy, providers: ProviderRegistry): string[] {
  const isFree = policy.pinModel === false;
  const ofProvider = isFree && policy.provider ? providers.get(policy.provider) : undefined;
  const refs = [
    ...(policy.model === null ? [] : [policy.model]),
    ...(isFree ? (policy.allowed ?? []) : []),
    ...(ofProvider?.models() ?? []).map(({ id }) => `${ofProvider!.id}/${id}`),
    policy.embeddingModel ?? DEFAULT_EMBEDDINGS,
  ];
  return [...new Set(refs)];
}

/** When a model was made is not known here; the API wants a date. */
const NO_DATE = '1970-01-01T00:00:00Z';

function anthropicModel({ ref, info }: Listed): JsonObject {
  return {
    type: 'model',
    id: ref,
    display_name: info?.title ?? splitRef(ref).model,
    created_at: NO_DATE,
    lifecycle: 'active',
    deprecated_at: null,
    retires_at: null,
    capabilities: null,
    line: null,
    max_input_tokens: info?.card?.contextTokens ?? null,
    max_tokens: null,
  };
}

function openAiModel({ ref }: Listed): JsonObject {
  return { id: ref, object: 'model', created: 0, owned_by: splitRef(ref).providerId };
}

function page(data: JsonObject[]): JsonObject {
  return { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null };
}
