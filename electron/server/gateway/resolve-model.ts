import { failure, type ApiFailure } from './api-error.ts';
import { nearestFew } from '../../shared/nearest.ts';
import { hasPrice } from './prices.ts';
import type { ModelProvider, ProviderRegistry } from './providers/types.ts';
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
  if (policy.maxCostUsd !== null && policy.maxCostUsd !== undefined && !provider.free && !hasPrice(ref)) {
    const message = `The price of ${ref} is not known, so this run's limit of ${policy.maxCostUsd} US dollars cannot be kept. Choose a model with a known price, or run without a limit.`;
    return failure(400, message, { details: { error_code: 'unknown_price' } });
  }
  return { ref, model, provider };
}

/** Every model that is connected, as `provider/model`. */
export function modelRefs(providers: ProviderRegistry): string[] {
  return providers.list().flatMap((provider) => provider.models().map(({ id }) => `${provider.id}/${id}`));
}

/** A request may name a model in full or, as learners' code does, without the provider. */
function allowedRef(policy: RunPolicy, requested: string): string | null {
  const all = [policy.model!, ...(policy.allowed ?? [])];
  return all.find((ref) => ref === requested || splitRef(ref).model === requested) ?? null;
}

function unknownModel(name: string, known: readonly string[]): ApiFailure {
  const close = nearestFew(name, known);
  const hint = close.length > 0 ? ` The nearest: ${close.join(', ')}.` : '';
  return failure(404, `model: ${name.slice(0, 200)} is not available here.${hint}`);
}
