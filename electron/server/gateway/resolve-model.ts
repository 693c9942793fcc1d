import { failure, type ApiFailure } from './api-error.ts';
import { DEFAULT_EMBEDDINGS } from './embeddings/builtin.ts';
import { nearestFew } from '../../shared/nearest.ts';
import { hasPrice } from './prices.ts';
import type { ModelInfo, ModelProvider, ProviderRegistry } from './providers/types.ts';
import type { RunPolicy } from './types.ts';

export interface ResolvedModel {
  ref: string;
  model: string;
  provider: ModelProvider;
}

/** Splits `provider/model`. A model's own name may hold slashes. */
export function splitRef(ref: string): { providerId: string; model: string } {
  const at = ref.indexOf('/');
  return { providerId: ref.slice(0, at), model: ref.slice(at + 1) };
}

/** Finds who answers a call. Null: the run has no model. */
export function resolveModel(
  policy: RunPolicy,
  requested: string,
  providers: ProviderRegistry,
): ResolvedModel | ApiFailure | null {
  if (policy.model === null) return null;
  const ref = policy.pinModel === false ? allowedRef(policy, requested) : policy.model;
  if (ref === null) return unknownModel(requested, [policy.model, ...(policy.allowed ?? [])]);
  const { providerId, model } = splitRef(ref);
  const provider = providers.get(providerId);
  if (!provider) return unknownModel(ref, modelRefs(providers));
  return unpriced(policy, ref, provider) ?? { ref, model, provider };
}

/** A cap on money cannot be kept with a model of unknown price. */
function unpriced(policy: RunPolicy, ref: string, { free }: ModelProvider): ApiFailure | null {
  const isCapped = typeof policy.maxCostUsd === 'number' && !policy.allowUnknownCost;
  if (!isCapped || free || hasPrice(ref)) return null;
  const message = `The price of ${ref} is not known, so this run's limit of ${policy.maxCostUsd} US dollars cannot be kept. Choose a model with a known price, or run without a limit.`;
  return failure(400, message, { details: { error_code: 'unknown_price' } });
}

/**
 * Finds who answers an embedding request: the run's embedding model, or the one that is built in. With `pinModel`
 * false the request may also name one of `allowed`, or any of the run's provider.
 */
export function resolveEmbeddings(
  policy: RunPolicy,
  requested: string,
  providers: ProviderRegistry,
): ResolvedModel | ApiFailure {
  const own = policy.embeddingModel ?? DEFAULT_EMBEDDINGS;
  const known = [own, DEFAULT_EMBEDDINGS, ...(policy.allowed ?? [])];
  const named = known.find((ref) => ref === requested || splitRef(ref).model === requested);
  const ref = policy.pinModel === false ? (named ?? allowedRef(policy, requested)) : own;
  if (ref === null) return unknownModel(requested, known);
  const { providerId, model } = splitRef(ref);
  const provider = providers.get(providerId);
  if (!provider) return unknownModel(ref, modelRefs(providers, 'embeddings'));
  if (!provider.embed) return failure(400, `${provider.title} has no embeddings. Use ${DEFAULT_EMBEDDINGS}.`);
  return unpriced(policy, ref, provider) ?? { ref, model, provider };
}

/** Every model that is connected and made for `purpose`, as `provider/model`. */
export function modelRefs(providers: ProviderRegistry, purpose?: ModelInfo['purpose']): string[] {
  return providers.list().flatMap((provider) =>
    provider
      .models()
      .filter((model) => model.purpose === purpose)
      .map(({ id }) => `${provider.id}/${id}`),
  );
}

/** A request may name a model in full or, as learners' code does, without the provider. */
function allowedRef(policy: RunPolicy, requested: string): string | null {
  if (policy.provider) {
    const prefix = `${policy.provider}/`;
    return requested.startsWith(prefix) ? requested : prefix + requested;
  }
  const all = [...(policy.model === null ? [] : [policy.model]), ...(policy.allowed ?? [])];
  return all.find((ref) => ref === requested || splitRef(ref).model === requested) ?? null;
}

function unknownModel(name: string, known: readonly string[]): ApiFailure {
  const close = nearestFew(name, known);
  const hint = close.length > 0 ? ` The nearest: ${close.join(', ')}.` : '';
  return failure(404, `model: ${name.slice(0, 200)} is not available here.${hint}`, { param: 'model' });
}
