interface Preset {
  label: string;
  note: string;
  /** Filled in for the person; empty where every address is its own. */
  address: string;
  addressHint: string;
  needsKey: boolean;
  /** What the server is taken to speak; absent: it is asked. */
  kind?: 'anthropic-compatible' | 'openai-compatible';
}

export type PresetId = 'detect' | 'openai' | 'gemini' | 'openai-compatible' | 'anthropic-compatible';

const LOCAL = 'For instance http://127.0.0.1:11434. Leave out /v1 and what follows it.';

/** The servers that people connect, with what is known of each before it is asked. */
export const PRESETS: Readonly<Record<PresetId, Preset>> = {
  detect: {
    label: 'Find out',
    note: 'Ollama, LM Studio, llama.cpp, vLLM and most others: Cairn asks the server what it speaks.',
    address: '',
    addressHint: LOCAL,
    needsKey: false,
  },
  openai: {
    label: 'OpenAI',
    note: 'Your prompts leave this machine. Calls cost money; set a limit for each run.',
    address: 'https://api.openai.com/v1',
    addressHint: 'OpenAI’s own address.',
    needsKey: true,
    kind: 'openai-compatible',
  },
  gemini: {
    label: 'Google Gemini',
    note: 'Gemini’s OpenAI endpoint. Your prompts leave this machine. Calls cost money.',
    address: 'https://generativelanguage.googleapis.com/v1beta/openai',
    addressHint: 'Google’s own address.',
    needsKey: true,
    kind: 'openai-compatible',
  },
  'openai-compatible': {
    label: 'Another one that speaks Chat Completions',
    note: 'A server in your company, a router, or a hosted model with an OpenAI-compatible address.',
    address: '',
    addressHint: 'What you would give OpenAI’s client as base URL.',
    needsKey: false,
    kind: 'openai-compatible',
  },
  'anthropic-compatible': {
    label: 'Another one that speaks the Messages API',
    note: 'A server in your company, or a proxy in front of Anthropic.',
    address: '',
    addressHint: 'What you would give Anthropic’s client as base URL.',
    needsKey: false,
    kind: 'anthropic-compatible',
  },
};
