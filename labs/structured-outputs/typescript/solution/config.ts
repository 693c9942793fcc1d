/** What comes from outside, and the limits of the extractor. The SDK reads its address and its key by itself. */
export const config = {
  model: process.env.CAIRN_MODEL ?? '',
  /** The most tokens of one answer. */
  maxTokens: 300,
  /** The most calls for one report, repairs included. */
  mostCalls: 3,
};
