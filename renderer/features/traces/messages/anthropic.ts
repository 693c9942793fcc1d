import {
  asArray,
  asObject,
  asText,
  textPart,
  type Exchange,
  type Json,
  type Part,
  type Turn,
} from './parts.ts';

/** A request and an answer of the Messages API. */
export function readAnthropic(request: Json, response: Json): Exchange {
  const { model: _model, stream: _stream, system, tools, messages, ...settings } = request;
  const isMessage = response.type !== 'error' && Array.isArray(response.content);
  return {
    system: partsOf(system),
    tools: asArray(tools).map((tool) => {
      const { name, type, description, input_schema: schema } = asObject(tool);
      return {
        name: asText(name) ?? asText(type) ?? 'tool',
        description: asText(description) ?? '',
        schema: schema ?? null,
      };
    }),
    settings,
    turns: asArray(messages).map(turnOf),
    answer: isMessage ? turnOf({ role: 'assistant', ...response }) : null,
    error: asText(asObject(response.error).message),
  };
}

function turnOf(message: unknown): Turn {
  const { role, content } = asObject(message);
  return { role: asText(role) ?? 'user', parts: partsOf(content) };
}

/** A string, or a list of content blocks. */
function partsOf(content: unknown): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [textPart(content)];
  return asArray(content).map((block) => partOf(asObject(block)));
}

function partOf(block: Json): Part {
  const type = asText(block.type) ?? 'unknown';
  if (type.endsWith('tool_use'))
    return { kind: 'tool-call', id: asText(block.id), name: asText(block.name) ?? '', input: block.input };
  if (type.endsWith('tool_result')) {
    const callId = asText(block.tool_use_id);
    return {
      kind: 'tool-result',
      callId,
      isError: block.is_error === true,
      parts: resultParts(block.content),
    };
  }
  switch (type) {
    case 'text':
      return textPart(asText(block.text) ?? '', asArray(block.citations).map(asObject));
    case 'thinking':
      return { kind: 'thinking', text: asText(block.thinking) || null };
    case 'redacted_thinking':
      return { kind: 'thinking', text: null };
    case 'image':
      return imageOf(asObject(block.source));
    case 'document':
      return documentOf(block);
    case 'search_result':
      return {
        kind: 'document',
        of: 'search-result',
        title: asText(block.title),
        blocks: asArray(block.content).map((inner) => asText(asObject(inner).text) ?? ''),
        note: asText(block.source) ?? '',
      };
    default:
      return { kind: 'other', type, json: block };
  }
}

/** A server's own tools answer with one object in place of a list of blocks. */
function resultParts(content: unknown): Part[] {
  const isBlocks = typeof content === 'string' || Array.isArray(content) || content === undefined;
  return isBlocks ? partsOf(content) : [{ kind: 'other', type: 'result', json: content }];
}

function imageOf(source: Json): Part {
  const media = asText(source.media_type);
  const data = asText(source.data);
  if (media && data) return { kind: 'image', url: `data:${media};base64,${data}`, note: media };
  return { kind: 'image', url: null, note: asText(source.url) ?? asText(source.file_id) ?? 'an image' };
}

function documentOf({ source: given, title }: Json): Part {
  const source = asObject(given);
  const inner = partsOf(source.content);
  const text = source.type === 'text' ? asText(source.data) : null;
  const blocks = text === null ? inner.flatMap((part) => (part.kind === 'text' ? [part.text] : [])) : [text];
  const note = blocks.length > 0 ? '' : (asText(source.media_type) ?? asText(source.url) ?? 'a file');
  return { kind: 'document', of: 'document', title: asText(title), blocks, note };
}
