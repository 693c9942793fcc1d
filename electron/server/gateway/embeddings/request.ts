import { failure, type ApiFailure } from '../api-error.ts';
import { asNumber, asString, type JsonObject } from '../json.ts';

/** OpenAI's own limit for the number of inputs in one request. */
const MAX_INPUTS = 2048;

export interface EmbeddingRequest {
  inputs: string[];
  encoding: 'float' | 'base64';
  /** Null: as many as the model has. */
  dimensions: number | null;
}

/** What OpenAI's API itself would refuse in an embedding request, whichever model answers. */
export function checkEmbedding(body: JsonObject): ApiFailure | null {
  const bad = (param: string, message: string): ApiFailure => failure(400, `${param}: ${message}`, { param });
  if (asString(body.model) === null) return bad('model', 'a name is required.');
  const { input } = body;
  const inputs = Array.isArray(input) ? input : [input];
  if (inputs.length === 0) return bad('input', 'at least one text is required.');
  if (inputs.length > MAX_INPUTS && !isTokens(input))
    return bad('input', `at most ${MAX_INPUTS} texts at a time.`);
  if (!isTokens(input)) {
    const stray = inputs.findIndex((one) => (typeof one !== 'string' || one === '') && !isTokens(one));
    if (stray >= 0)
      return bad(Array.isArray(input) ? `input.${stray}` : 'input', 'a text that is not empty is required.');
  }
  if (
    body.encoding_format !== undefined &&
    body.encoding_format !== 'float' &&
    body.encoding_format !== 'base64'
  )
    return bad('encoding_format', 'use "float" or "base64".');
  const { dimensions } = body;
  const isCount = typeof dimensions === 'number' && Number.isInteger(dimensions) && dimensions > 0;
  return dimensions === undefined || dimensions === null || isCount
    ? null
    : bad('dimensions', 'must be a whole number of at least 1.');
}

const isTokens = (value: unknown): boolean =>
  Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'number');

/** Reads a checked request for a model that takes text. Token ids belong to the tokenizer of another model. */
export function readEmbedding(body: JsonObject, title: string): EmbeddingRequest | ApiFailure {
  const inputs = Array.isArray(body.input) ? (body.input as unknown[]) : [body.input];
  if (!inputs.every((one): one is string => typeof one === 'string'))
    return failure(400, `input: ${title} takes text, not token ids.`, { param: 'input' });
  return {
    inputs,
    encoding: body.encoding_format === 'base64' ? 'base64' : 'float',
    dimensions: asNumber(body.dimensions),
  };
}
