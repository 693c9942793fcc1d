/** Everything that differs from one deployment to the next. The Anthropic SDK reads its own two variables by itself. */
export const config = {
  port: Number(process.env.PORT ?? 3000),
  /** The model to ask. Never write a model's name into the code. */
  model: process.env.CAIRN_MODEL ?? '',
  /** Where the shop's API is, without a slash at the end. */
  shopUrl: process.env.SHOP_URL ?? 'http://127.0.0.1:4100',
  /** How long one request to the shop may take, in milliseconds. */
  toolTimeoutMs: Number(process.env.TOOL_TIMEOUT_MS ?? 3000),
  /** The longest note of a customer that the model gets to see, in characters. */
  maxNoteCharacters: Number(process.env.MAX_NOTE_CHARACTERS ?? 300),
  /** Calls to the model for one question. */
  maxSteps: Number(process.env.MAX_STEPS ?? 8),
  /** How long one question may take, in milliseconds. */
  maxMs: Number(process.env.MAX_MS ?? 30_000),
  /** What one question may cost, in US dollars. */
  maxCostUsd: Number(process.env.MAX_COST_USD ?? 0.05),
  /** What the model costs, in US dollars for a million tokens. */
  price: JSON.parse(process.env.MODEL_PRICE ?? '{"input":0,"output":0}') as { input: number; output: number },
};
