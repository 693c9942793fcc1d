import type Anthropic from '@anthropic-ai/sdk';
import { zodOutputFormat } from '@anthropic-ai/sdk/helpers/zod';
import { z } from 'zod';
import { draftSchema } from './draft-schema.ts';
import { readObject } from './read-object.ts';

type Request = Pick<Anthropic.MessageCreateParams, 'output_config' | 'tools' | 'tool_choice'>;

/** A way to get an object out of a model. */
export interface Channel {
  request(version: 1 | 2): Request;
  /** The object of an answer; undefined when there is none. */
  read(message: Anthropic.Message): unknown;
  /** The user's turn that says what is wrong with an answer. */
  objection(message: Anthropic.Message, text: string): Anthropic.MessageParam;
}

const format: Channel = {
  request: (version) => ({ output_config: { format: zodOutputFormat(draftSchema(version)) } }),
  read: (message) => readObject(textOf(message)),
  objection: (_message, text) => ({ role: 'user', content: text }),
};

const TOOL = 'record_incident';

const tool: Channel = {
  request: (version) => ({
    tools: [
      {
        name: TOOL,
        description: 'Record an incident. Copy the words of the report; null for what it does not say.',
        input_schema: z.toJSONSchema(draftSchema(version)) as Anthropic.Tool.InputSchema,
        strict: true,
      },
    ],
    tool_choice: { type: 'tool', name: TOOL },
  }),
  read: (message) => callIn(message)?.input,
  objection(message, text) {
    const call = callIn(message);
    if (!call) return { role: 'user', content: text };
    return {
      role: 'user',
      content: [{ type: 'tool_result', tool_use_id: call.id, is_error: true, content: text }],
    };
  },
};

export const channels = { format, tool };

function textOf(message: Anthropic.Message): string {
  return message.content.flatMap((block) => (block.type === 'text' ? [block.text] : [])).join('');
}

function callIn(message: Anthropic.Message): Anthropic.ToolUseBlock | undefined {
  return message.content.find((block) => block.type === 'tool_use');
}
