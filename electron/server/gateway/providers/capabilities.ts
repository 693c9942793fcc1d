import { asArray, asObject, isObject, type JsonObject } from '../json.ts';

export const SERVER_KINDS = ['ollama', 'llama-cpp', 'vllm', 'lm-studio', 'other'] as const;
export type ServerKind = (typeof SERVER_KINDS)[number];

export interface Capabilities {
  title: string;
  /** Whether its own `count_tokens` can be trusted; otherwise the gateway estimates. */
  countsTokens: boolean;
  outputFormat: boolean;
  /** The `tool_choice` types that it honours. */
  toolChoice: readonly string[];
  documents: boolean;
}

const ALL_CHOICES = ['auto', 'any', 'tool', 'none'];

/**
 * What each server does with the parts of a request that it may ignore without saying so. From their documentation
 * and sources of November 2026. `other` is taken at its word.
 */
export const CAPABILITIES: Record<ServerKind, Capabilities> = {
  ollama: {
    title: 'Ollama',
    countsTokens: false,
    outputFormat: false,
    toolChoice: ['auto'],
    documents: false,
  },
  'llama-cpp': {
    title: 'llama.cpp',
    countsTokens: true,
    outputFormat: false,
    toolChoice: ['auto', 'any'],
    documents: false,
  },
  vllm: { title: 'vLLM', countsTokens: true, outputFormat: true, toolChoice: ALL_CHOICES, documents: true },
  'lm-studio': {
    title: 'LM Studio',
    countsTokens: false,
    outputFormat: true,
    toolChoice: ALL_CHOICES,
    documents: true,
  },
  other: {
    title: 'This server',
    countsTokens: true,
    outputFormat: true,
    toolChoice: ALL_CHOICES,
    documents: true,
  },
};

/** Why the server cannot honour the request, or null. A part that would vanish silently is named instead. */
export function unsupported(kind: ServerKind, body: JsonObject): string | null {
  const can = CAPABILITIES[kind];
  if (!can.outputFormat && isObject(asObject(body.output_config).format)) {
    return `${can.title} ignores output_config.format: ask for JSON in the prompt and validate it, or use another provider.`;
  }
  const choice = asObject(body.tool_choice).type;
  if (typeof choice === 'string' && !can.toolChoice.includes(choice)) {
    const advice =
      choice === 'none'
        ? 'leave the tools out instead'
        : 'leave tool_choice at "auto", or use another provider';
    return `${can.title} does not honour tool_choice "${choice}": ${advice}.`;
  }
  if (!can.documents && hasBlock(body, 'document')) {
    return `${can.title} drops document blocks: put the text into the message instead.`;
  }
  if (kind === 'vllm' && asArray(body.tools).some((tool) => !isObject(asObject(tool).input_schema))) {
    return `${can.title} needs an input_schema in every tool.`;
  }
  return null;
}

function hasBlock(body: JsonObject, type: string): boolean {
  return asArray(body.messages).some((turn) =>
    asArray(asObject(turn).content).some((block) => asObject(block).type === type),
  );
}
