import type { Ability, Provider, ProviderKind } from '../../../shared/models.ts';
import type { ApiFailure } from '../api-error.ts';
import type { JsonObject } from '../json.ts';

/** One request on its way to a provider. */
export interface ProviderCall {
  operation: 'messages' | 'count_tokens' | 'embeddings';
  /** The provider's own name of the model. */
  model: string;
  /** The request, with `model` already set to the provider's name. */
  body: JsonObject;
  /** The caller's exact bytes, when nothing had to be changed in them. */
  raw: Uint8Array<ArrayBuffer> | null;
  headers: Headers;
  requestId: string;
  /** Fires when the caller leaves or the run is closed: the provider has to stop working, upstream too. */
  signal: AbortSignal;
  /** For a provider that learns of the usage where the caller does not: as OpenAI has it, at the end of a stream. */
  tellUsage?: (usage: unknown) => void;
  /** Told when a call's turn has come, by a provider that has a queue of its own; until then it was in the queue. */
  begun?: () => void;
  /** Told when the connection to the provider stands; see the `connect` span of a trace. */
  connected?: () => void;
}

export interface ModelInfo {
  id: string;
  title: string;
  note: string;
  /** Default: it writes answers. */
  purpose?: 'embeddings';
  /** Limits and strengths, where they are known. */
  card?: { contextTokens: number; abilities: string[]; weakSpots: string[] };
}

/** Something that answers the Messages API. A refusal or an outage is a result, not an exception. */
export interface ModelProvider {
  readonly id: string;
  readonly kind: ProviderKind;
  readonly title: string;
  readonly baseUrl: string | null;
  /** Runs on this machine: a call costs no money. */
  readonly free: boolean;
  /** The provider's name in OpenTelemetry's `gen_ai.provider.name`. */
  readonly otelName: string;
  models(): readonly ModelInfo[];
  status(): Promise<Pick<Provider, 'keySource' | 'state' | 'detail'>>;
  /** Begins whatever a first call would have to wait for; absent where there is nothing of the kind. */
  warm?(): void;
  send(call: ProviderCall): Promise<Response | ApiFailure>;
  /** Answers Chat Completions in that API's own words; absent where a request has to be translated for it. */
  chat?(call: ProviderCall): Promise<Response | ApiFailure>;
  /** Answers OpenAI's `/embeddings`; absent where there are none. */
  embed?(call: ProviderCall): Promise<Response | ApiFailure>;
  /** What happens to the parts of a request that servers differ in, for the person who chooses one. */
  abilities?: readonly Ability[];
}

export interface ProviderRegistry {
  get(id: string): ModelProvider | undefined;
  list(): ModelProvider[];
  close(): Promise<void>;
}
