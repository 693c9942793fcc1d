import type Anthropic from '@anthropic-ai/sdk';

/** What the model may call. Yours to fill. */
export const toolDefinitions: Anthropic.Tool[] = [];
