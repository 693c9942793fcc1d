import type { Ability } from '../../../shared/models.ts';
import type { Capabilities, ChatAbilities, MessagesAbilities } from './capabilities.ts';

/** What a person who chooses a server wants to know beforehand, most telling first. */
export function abilitiesOf(can: Capabilities): Ability[] {
  const { messages, chat } = can;
  return [
    {
      what: 'Anthropic’s Messages API',
      how: messages ? 'yes' : 'translated',
      note: messages ? 'passed through' : 'translated to Chat Completions and back, streams and tools too',
    },
    {
      what: 'OpenAI’s Chat Completions',
      how: chat ? 'yes' : 'translated',
      note: chat ? 'passed through' : 'translated to the Messages API and back',
    },
    structured(messages, chat),
    choice(messages ?? chat),
    {
      what: 'Images by address',
      ...((messages ?? chat)?.urlImages
        ? { how: 'yes' as const, note: 'the server fetches them' }
        : { how: 'no' as const, note: 'send them in base64' }),
    },
    documents(messages, chat),
    {
      what: 'Token counts',
      ...(messages?.countsTokens
        ? { how: 'yes' as const, note: 'by the server' }
        : { how: 'translated' as const, note: 'estimated by Cairn from the length of the text' }),
    },
  ];
}

function structured(messages: MessagesAbilities | null, chat: ChatAbilities | null): Ability {
  const what = 'Answers that fit a schema';
  if (messages?.outputFormat) return { what, how: 'yes', note: 'passed through' };
  if (chat?.schema) return { what, how: 'translated', note: 'by way of the server’s chat endpoint' };
  return { what, how: 'no', note: 'ask for JSON in the prompt' };
}

function choice(can: MessagesAbilities | ChatAbilities | null): Ability {
  const what = 'Forcing a tool call';
  const honoured = can?.toolChoice ?? [];
  if (honoured.includes('tool')) return { what, how: 'yes', note: 'any tool, or a named one' };
  if (honoured.includes('any'))
    return { what, how: 'translated', note: 'a named tool is offered alone, which comes to the same' };
  return { what, how: 'no', note: 'the server would ignore it, so Cairn refuses it' };
}

function documents(messages: MessagesAbilities | null, chat: ChatAbilities | null): Ability {
  const what = 'PDF documents';
  if (messages ? messages.documents : chat?.pdf) return { what, how: 'yes', note: 'passed on' };
  return { what, how: 'no', note: 'put the text into the message' };
}
