import type { Maker } from './generate-data.ts';

const VERBS = [
  'Read',
  'Wrote',
  'Traced',
  'Measured',
  'Fixed',
  'Compared',
  'Paired on',
  'Drafted',
  'Reviewed',
  'Tried',
];
const THINGS =
  `the chunking of long documents|hybrid search with rank fusion|twelve cases for the eval set|the retry policy|
  tool schemas with tighter enums|a slow answer down to a cold cache|the Friday note|prompts under version control|
  a judge against human labels|streaming over server-sent events|MCP resources and prompts|the budget guard|
  a stale embedding index|structured output with a JSON schema|memory across sessions|an agent loop with a step limit|
  the rollout behind a flag|tenancy in the vector store|latency at the 95th percentile|the red-team prompts|
  a naïve baseline|the cost of long contexts|fallbacks between two models|the trace of a failed tool call`
    .split('|')
    .map((text) => text.trim());
const ENDS = [
  '',
  '',
  'with Ana',
  'for the payments team',
  'before the demo',
  'and wrote down what I would try next',
  'until the tests were green',
  '(half of it)',
  '✅',
  'per RFC 9457',
  '検索のメモ',
];

/** Writes notes as people do: short, about the work, with the odd number, sign and language. */
export function noteWriter({ random, pick }: Maker): () => string {
  const sentence = (): string => [pick(VERBS), pick(THINGS), pick(ENDS)].filter(Boolean).join(' ');
  return () => {
    const text = random() < 0.3 ? `${sentence()}. ${sentence()}` : sentence();
    return random() < 0.1 ? `${text}\nTicket CRN-${Math.floor(random() * 9000) + 100}` : text;
  };
}
