/** What differs from one machine to the next. The Anthropic SDK reads its address and its key by itself. */
export const config = {
  /** The model to ask. Never write a model's name into the code. */
  model: process.env.CAIRN_MODEL ?? '',
  /** How long one call to the model may take. */
  timeoutMs: Number(process.env.MODEL_TIMEOUT_MS ?? 30_000),
  /** The most tokens of one answer. */
  maxTokens: 60,
};
