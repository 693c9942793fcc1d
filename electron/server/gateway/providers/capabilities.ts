export const SERVER_KINDS = [
  'ollama',
  'llama-cpp',
  'vllm',
  'lm-studio',
  'openai',
  'gemini',
  'other',
] as const;
export type ServerKind = (typeof SERVER_KINDS)[number];

/** What the server's own `/v1/messages` honours. What it would ignore without a word is not in here. */
export interface MessagesAbilities {
  /** Whether its own `count_tokens` can be trusted; otherwise the gateway estimates. */
  countsTokens: boolean;
  outputFormat: boolean;
  /** The `tool_choice` types that it honours. */
  toolChoice: readonly string[];
  documents: boolean;
  /** Whether it fetches images by their address. */
  urlImages: boolean;
}

/** What the server's `/chat/completions` honours. */
export interface ChatAbilities {
  maxTokens: 'max_tokens' | 'max_completion_tokens';
  topK: boolean;
  effort: boolean;
  schema: boolean;
  toolChoice: readonly string[];
  /** Whether `parallel_tool_calls: false` is kept. */
  oneCallOnly: boolean;
  pdf: boolean;
  urlImages: boolean;
  /** Whether it goes on with an answer that the request has begun. */
  continues: boolean;
}

export interface Capabilities {
  title: string;
  /** Null: it has no such endpoint. */
  messages: MessagesAbilities | null;
  chat: ChatAbilities | null;
  embeddings: 'openai' | 'ollama' | null;
}

const ALL_CHOICES = ['auto', 'any', 'tool', 'none'];
const ALL_MESSAGES: MessagesAbilities = {
  countsTokens: true,
  outputFormat: true,
  toolChoice: ALL_CHOICES,
  documents: true,
  urlImages: true,
};
const ALL_CHAT: ChatAbilities = {
  maxTokens: 'max_tokens',
  topK: false,
  effort: false,
  schema: true,
  toolChoice: ALL_CHOICES,
  oneCallOnly: true,
  pdf: false,
  urlImages: true,
  continues: false,
};

/**
 * What each server does with the parts of a request that it may ignore without saying so. From their documentation
 * and sources of November 2026. `other` is taken at its word.
 */
export const CAPABILITIES: Record<ServerKind, Capabilities> = {
  ollama: {
    title: 'Ollama',
    messages: {
      countsTokens: false,
      outputFormat: false,
      toolChoice: ['auto'],
      documents: false,
      urlImages: false,
    },
    chat: { ...ALL_CHAT, effort: true, toolChoice: ['auto'], oneCallOnly: false, urlImages: false },
    embeddings: 'ollama',
  },
  'llama-cpp': {
    title: 'llama.cpp',
    messages: { ...ALL_MESSAGES, outputFormat: false, toolChoice: ['auto', 'any'], documents: false },
    // Its chat endpoint takes tool_choice as a word only, so a named tool is offered alone.
    chat: { ...ALL_CHAT, topK: true, toolChoice: ['auto', 'any', 'none'], continues: true },
    embeddings: 'openai',
  },
  vllm: {
    title: 'vLLM',
    messages: ALL_MESSAGES,
    chat: { ...ALL_CHAT, topK: true },
    embeddings: 'openai',
  },
  'lm-studio': {
    title: 'LM Studio',
    messages: { ...ALL_MESSAGES, countsTokens: false },
    chat: { ...ALL_CHAT, topK: true, toolChoice: ['auto', 'any', 'none'], oneCallOnly: false },
    embeddings: 'openai',
  },
  openai: {
    title: 'OpenAI',
    messages: null,
    chat: { ...ALL_CHAT, maxTokens: 'max_completion_tokens', effort: true, pdf: true },
    embeddings: 'openai',
  },
  gemini: {
    title: 'Gemini',
    messages: null,
    chat: { ...ALL_CHAT, effort: true, urlImages: false, oneCallOnly: false },
    embeddings: 'openai',
  },
  other: { title: 'This server', messages: ALL_MESSAGES, chat: ALL_CHAT, embeddings: 'openai' },
};
