import { mapped, noted, refused, type Rules } from './rules.ts';

const NO_CHANGE = 'It does not change an answer.';

/** OpenAI's chat request, field by field, on its way to the Messages API. */
export const CHAT_RULES = {
  model: mapped('model'),
  messages: mapped('system, messages'),
  max_completion_tokens: mapped('max_tokens'),
  max_tokens: mapped('max_tokens'),
  temperature: mapped('temperature'),
  top_p: mapped('top_p'),
  stop: mapped('stop_sequences'),
  stream: mapped('stream'),
  stream_options: mapped('whether the last chunk carries usage'),
  tools: mapped('tools'),
  tool_choice: mapped('tool_choice'),
  parallel_tool_calls: mapped('tool_choice.disable_parallel_tool_use'),
  response_format: mapped('output_config.format'),
  reasoning_effort: mapped('output_config.effort, thinking'),
  user: mapped('metadata.user_id'),
  safety_identifier: mapped('metadata.user_id'),
  metadata: noted(NO_CHANGE),
  prompt_cache_key: noted(NO_CHANGE),
  prompt_cache_options: noted(NO_CHANGE),
  prompt_cache_retention: noted(NO_CHANGE),
  prediction: noted('It only makes an answer faster.'),
  service_tier: refused('Leave it out, or set "auto".', 'auto', 'default'),
  store: refused('Nothing is stored here: leave it out, or set false.', false),
  n: refused('Ask n times instead.', 1),
  audio: refused('Use text.'),
  modalities: refused('Use ["text"].', ['text']),
  frequency_penalty: refused('Leave it out.', 0),
  presence_penalty: refused('Leave it out.', 0),
  logit_bias: refused('Leave it out.', {}),
  logprobs: refused('Leave it out.', false),
  top_logprobs: refused('Leave it out.', 0),
  seed: refused('Set temperature to 0 for answers that vary less.'),
  verbosity: refused('Ask for the length in the prompt.', 'medium'),
  moderation: refused('Leave it out.'),
  web_search_options: refused('Give the model a search tool of your own.'),
  functions: refused('Use tools.', []),
  function_call: refused('Use tool_choice.'),
} as const satisfies Rules;

const CACHE = noted('It marks a place for a cache.');

export const TURN_RULES: Readonly<Record<string, Rules>> = {
  system: {
    role: mapped('role'),
    content: mapped('system'),
    name: refused('Put the name into the text.'),
  },
  user: { role: mapped('role'), content: mapped('content'), name: refused('Put the name into the text.') },
  assistant: {
    role: mapped('role'),
    content: mapped('content'),
    refusal: mapped('a text block'),
    tool_calls: mapped('tool_use blocks'),
    name: refused('Put the name into the text.'),
    audio: refused('Use text.'),
    function_call: refused('Use tool_calls.'),
    annotations: refused('Leave it out.', []),
    reasoning_content: noted('Thinking that is not signed cannot be sent back.'),
    reasoning: noted('Thinking that is not signed cannot be sent back.'),
  },
  tool: {
    role: mapped('role'),
    content: mapped('content'),
    tool_call_id: mapped('tool_use_id'),
    // LangChain sends it; the call that the result belongs to has the same name.
    name: noted('The id says which call the result belongs to.'),
  },
};

export const PART_RULES: Readonly<Record<string, Rules>> = {
  text: { type: mapped('type'), text: mapped('text'), prompt_cache_breakpoint: CACHE },
  refusal: { type: mapped('type'), refusal: mapped('text') },
  image_url: { type: mapped('type'), image_url: mapped('source'), prompt_cache_breakpoint: CACHE },
  file: { type: mapped('type'), file: mapped('source'), prompt_cache_breakpoint: CACHE },
};

export const IMAGE_RULES: Rules = {
  url: mapped('source'),
  detail: noted('The size of an image is chosen by the model.'),
};

export const FILE_RULES: Rules = {
  file_data: mapped('source'),
  filename: mapped('title'),
  file_id: refused('Send the file itself as file_data.'),
};

export const TOOL_RULES: Rules = { type: mapped('type'), function: mapped('the tool') };

export const FUNCTION_RULES: Rules = {
  name: mapped('name'),
  description: mapped('description'),
  parameters: mapped('input_schema'),
  strict: mapped('strict'),
};
