import { mapped, noted, refused, type Rules } from './rules.ts';

const CACHE = noted('It marks a place for a cache, and does not change an answer.');
const SERVER_SIDE = 'It needs the Anthropic API: leave it out, or use a model of Anthropic.';

/** The Messages request, field by field, on its way to Chat Completions. */
export const MESSAGE_RULES = {
  model: mapped('model'),
  max_tokens: mapped('max_completion_tokens, or max_tokens on servers that know only that'),
  messages: mapped('messages'),
  system: mapped('a system message'),
  stream: mapped('stream, with usage in the last chunk'),
  temperature: mapped('temperature'),
  top_p: mapped('top_p'),
  top_k: mapped('top_k, on servers that have it; refused on others'),
  stop_sequences: mapped('stop'),
  tools: mapped('tools'),
  tool_choice: mapped('tool_choice, parallel_tool_calls'),
  output_config: mapped('response_format, reasoning_effort'),
  metadata: mapped('user'),
  cache_control: CACHE,
  service_tier: noted('The price class is the server’s own affair.'),
  diagnostics: noted('It only asks for more detail about the call.'),
  inference_geo: refused(SERVER_SIDE),
  container: refused(SERVER_SIDE),
  mcp_servers: refused(SERVER_SIDE, []),
  context_management: refused(SERVER_SIDE),
  compaction: refused(SERVER_SIDE),
  fallbacks: refused(SERVER_SIDE, []),
  fallback_credit_token: refused(SERVER_SIDE),
  billing_policy: refused(SERVER_SIDE),
  output_format: refused('Use output_config.format.'),
  user_profile_id: refused(SERVER_SIDE),
  workspace_id: refused(SERVER_SIDE),
  speed: refused(SERVER_SIDE, 'standard'),
  thread: refused('Send the whole history.', false),
  thinking: refused('Set output_config.effort, or leave it out.', { type: 'disabled' }),
} as const satisfies Rules;

export const OUTPUT_RULES: Rules = {
  format: mapped('response_format'),
  effort: mapped('reasoning_effort'),
};

export const CHOICE_RULES: Rules = {
  type: mapped('tool_choice'),
  name: mapped('tool_choice.function.name'),
  disable_parallel_tool_use: mapped('parallel_tool_calls'),
};

export const TOOL_RULES: Rules = {
  type: refused('Server tools need the Anthropic API: give a tool of your own.', 'custom'),
  name: mapped('function.name'),
  description: mapped('function.description'),
  input_schema: mapped('function.parameters'),
  strict: mapped('function.strict'),
  cache_control: CACHE,
  eager_input_streaming: noted('It only changes how early arguments are streamed.'),
  defer_loading: refused('Leave it out.', false),
  allowed_callers: refused('Leave it out.', ['direct']),
  input_examples: refused('Put the examples into the description.', []),
};

export const TURN_RULES: Rules = { role: mapped('role'), content: mapped('content') };

/** The blocks that have a counterpart. Any other is refused by its name. */
export const BLOCK_RULES: Readonly<Record<string, Rules>> = {
  text: {
    type: mapped('type'),
    text: mapped('text'),
    cache_control: CACHE,
    citations: refused('Leave the citations out.', []),
  },
  image: {
    type: mapped('type'),
    source: mapped('image_url'),
    cache_control: CACHE,
    transformations: refused('Send the image as it shall be seen.', []),
  },
  document: {
    type: mapped('type'),
    source: mapped('a text or file part'),
    title: mapped('the name of the file, or a line above the text'),
    context: mapped('a line above the text'),
    citations: refused('Citations need the Anthropic API.', { enabled: false }),
    cache_control: CACHE,
  },
  tool_use: {
    type: mapped('type'),
    id: mapped('tool_calls.id'),
    name: mapped('tool_calls.function.name'),
    input: mapped('tool_calls.function.arguments'),
    caller: refused('Leave it out.', { type: 'direct' }),
    toolset_name: refused(SERVER_SIDE),
    cache_control: CACHE,
  },
  tool_result: {
    type: mapped('role: tool'),
    tool_use_id: mapped('tool_call_id'),
    content: mapped('content; images follow in a user message'),
    is_error: mapped('a word at the start of the content'),
    toolset_name: refused(SERVER_SIDE),
    cache_control: CACHE,
  },
};

/** Blocks that an answer brings back with it, and that only the model that wrote them can read. */
export const LEFT_OUT_BLOCKS: ReadonlySet<string> = new Set(['thinking', 'redacted_thinking']);
