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

/** A request and an answer of Chat Completions or of Embeddings. */
export function readOpenAi(request: Json, response: Json): Exchange {
  const { model: _model, stream: _stream, tools, messages, input, ...settings } = request;
  const all = asArray(messages).map((message) => asObject(message));
  const isSystem = ({ role }: Json): boolean => role === 'system' || role === 'developer';
  const firstOther = all.findIndex((message) => !isSystem(message));
  const lead = firstOther < 0 ? all.length : firstOther;
  const error = response.error;
  return {
    system: all.slice(0, lead).flatMap((message) => turnOf(message).parts),
    tools: asArray(tools).map((tool) => {
      const { name, description, parameters } = asObject(asObject(tool).function ?? tool);
      return {
        name: asText(name) ?? 'tool',
        description: asText(description) ?? '',
        schema: parameters ?? null,
      };
    }),
    settings,
    turns: input === undefined ? all.slice(lead).map(turnOf) : inputsOf(input),
    answer: answerOf(response),
    error: asText(error) ?? asText(asObject(error).message),
  };
}

function answerOf(response: Json): Turn | null {
  const choices = asArray(response.choices);
  if (choices.length > 0)
    return {
      role: 'assistant',
      parts: choices.flatMap((choice) => turnOf(asObject(asObject(choice).message)).parts),
    };
  const vectors = asArray(response.data);
  if (vectors.length === 0) return null;
  const length = asArray(asObject(vectors[0]).embedding).length;
  const numbers = length > 0 ? ` of ${length} numbers` : '';
  return {
    role: 'answer',
    parts: [textPart(`${vectors.length} ${vectors.length === 1 ? 'vector' : 'vectors'}${numbers}`)],
  };
}

function inputsOf(input: unknown): Turn[] {
  const texts = typeof input === 'string' ? [input] : asArray(input);
  return texts.map((text) => ({
    role: 'text',
    parts: [typeof text === 'string' ? textPart(text) : { kind: 'other', type: 'tokens', json: text }],
  }));
}

function turnOf(message: Json): Turn {
  const role = asText(message.role) ?? 'user';
  const parts = contentOf(message.content);
  if (role === 'tool') {
    const callId = asText(message.tool_call_id);
    return { role, parts: [{ kind: 'tool-result', callId, isError: false, parts }] };
  }
  const thinking = asText(message.reasoning_content) ?? asText(message.reasoning);
  const refusal = asText(message.refusal);
  return {
    role,
    parts: [
      ...(thinking ? [{ kind: 'thinking', text: thinking } as const] : []),
      ...parts,
      ...(refusal ? [textPart(refusal)] : []),
      ...asArray(message.tool_calls).map(callOf),
    ],
  };
}

function callOf(call: unknown): Part {
  const { id, function: named } = asObject(call);
  const { name, arguments: given } = asObject(named);
  return { kind: 'tool-call', id: asText(id), name: asText(name) ?? '', input: parsed(given) };
}

/** Arguments are JSON in a string; a model may write none that parses. */
function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function contentOf(content: unknown): Part[] {
  if (typeof content === 'string') return content === '' ? [] : [textPart(content)];
  return asArray(content).map((item) => {
    const block = asObject(item);
    const text = asText(block.text) ?? asText(block.refusal);
    if (text !== null) return textPart(text);
    if (block.type === 'image_url') {
      const url = asText(asObject(block.image_url).url) ?? '';
      const isData = url.startsWith('data:image/');
      return { kind: 'image', url: isData ? url : null, note: isData ? url.slice(5, url.indexOf(';')) : url };
    }
    return { kind: 'other', type: asText(block.type) ?? 'unknown', json: block };
  });
}
