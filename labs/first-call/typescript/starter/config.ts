/** What the model costs, in US dollars for a million tokens. */
export interface Price {
  input: number;
  output: number;
}

/** Everything that differs from one deployment to the next. The Anthropic SDK reads its own two variables by itself. */
export const config = {
  port: Number(process.env.PORT ?? 3000),
  /** The model to ask. Never write a model's name into the code. */
  model: process.env.CAIRN_MODEL ?? '',
  /** How long one call to the model may take. */
  modelTimeoutMs: Number(process.env.MODEL_TIMEOUT_MS ?? 30_000),
  /** The longest article that is summarised, in characters. */
  maxCharacters: Number(process.env.MAX_CHARACTERS ?? 4000),
  /** Prices by model name. A model that is not in here has an unknown price. */
  prices: JSON.parse(process.env.MODEL_PRICES ?? '{}') as Record<string, Price>,
};
