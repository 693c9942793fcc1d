import { headerProblem } from '../gguf-header.ts';
import known from './architectures.json' with { type: 'json' };
import { Damaged, readWith, type Cursor } from './cursor.ts';
import { readMetadata, type MetadataValue } from './metadata.ts';
import { readTensors, type Tensors } from './tensors.ts';

/** What a GGUF file says of itself in its header. */
export interface GgufFacts {
  architecture: string;
  /** The name inside of the file, where it has one. */
  name: string | null;
  parameters: number;
  /** How much it was trained to read, in tokens. */
  contextTokens: number;
  /** How its weights are stored, for instance "Q4_K". */
  quantization: string;
  fileBytes: number;
  hasChatTemplate: boolean;
  purpose: 'answers' | 'embeddings';
  /** What each token of a conversation takes in memory, at 16 bits a number. */
  cacheBytesPerToken: number;
}

export interface GgufProblem {
  /** Why it cannot be used, as the end of a sentence: "the file is damaged". */
  problem: string;
  /** What to do. */
  hint: string;
}

const ARCHITECTURES: ReadonlySet<string> = new Set(known);

/** Architectures that llama.cpp loads as a part of something else, and what they are. */
const PARTS: Readonly<Record<string, string>> = {
  clip: 'the part of a model that sees pictures (an "mmproj" file)',
  'wavtokenizer-dec': 'the part of a speech model that makes sound',
  qwen3tts: 'a model that speaks',
  eagle3: 'a draft model that speeds up another one',
  dflash: 'a draft model that speeds up another one',
  'gemma4-assistant': 'a draft model that speeds up another one',
};
const ENCODERS = /bert|embed|t5encoder/;
/** Pooling type 4 ranks texts (llama.cpp, enum llama_pooling_type). */
const RANK = 4;
const DEFAULT_CONTEXT = 2048;

/** Reads the header of a GGUF file: what kind of model it is, or why it cannot be used. Takes milliseconds. */
export function describeGguf(file: string): GgufFacts | GgufProblem {
  try {
    const problem = headerProblem(file);
    if (problem)
      return { problem, hint: 'Choose a file that ends in .gguf, and download it again if it is one.' };
    return readWith(file, read);
  } catch (error) {
    if (error instanceof Damaged)
      return { problem: `the file is damaged: ${error.message}`, hint: 'Download it again.' };
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT') return { problem: 'there is no such file', hint: 'Check the path.' };
    if (code === 'EISDIR') return { problem: 'this is a folder', hint: 'Name the .gguf file in it.' };
    if (code === 'EACCES' || code === 'EPERM')
      return { problem: 'Cairn may not read it', hint: 'Check who may read the file.' };
    throw error;
  }
}

function read(cursor: Cursor): GgufFacts | GgufProblem {
  cursor.skip(8);
  const tensorCount = cursor.u64();
  const metadata = readMetadata(cursor, cursor.u64());
  const tensors = readTensors(cursor, tensorCount);
  const alignment = numberOf(metadata, 'general.alignment') ?? 32;
  const dataAt = Math.ceil(cursor.position() / alignment) * alignment;
  const architecture = textOf(metadata, 'general.architecture') ?? '';
  const unfit = unfitArchitecture(architecture, metadata);
  if (unfit) return unfit;
  if (tensors.parameters === 0) return { problem: 'it holds no weights', hint: 'Download it again.' };
  const missing = dataAt + tensors.bytes - cursor.fileBytes;
  if (missing > 0) {
    const mib = Math.max(0.1, missing / 2 ** 20).toFixed(1);
    return { problem: `the file was cut short: ${mib} MiB are missing`, hint: 'Download it again.' };
  }
  return factsOf(architecture, metadata, { tensors, fileBytes: cursor.fileBytes });
}

function unfitArchitecture(name: string, metadata: Map<string, MetadataValue>): GgufProblem | null {
  const part = PARTS[name];
  if (part) return { problem: `this is ${part}`, hint: 'Add the language model itself.' };
  if (!ARCHITECTURES.has(name)) {
    return {
      problem: `its architecture "${name.slice(0, 60)}" is not one that the llama.cpp in Cairn knows`,
      hint: 'Choose another model, or run this one in a newer llama.cpp and connect that as a server.',
    };
  }
  const parts = numberOf(metadata, 'split.count') ?? 1;
  if (parts > 1) {
    return {
      problem: `it is one of ${parts} parts`,
      hint: 'Join them with `llama-gguf-split --merge`, or choose a file in one piece.',
    };
  }
  if (numberOf(metadata, `${name}.pooling_type`) === RANK)
    return { problem: 'it ranks texts and writes none', hint: 'Choose a model that writes or embeds.' };
  return null;
}

function factsOf(
  architecture: string,
  metadata: Map<string, MetadataValue>,
  { tensors, fileBytes }: { tensors: Tensors; fileBytes: number },
): GgufFacts {
  const own = (key: string): number | null => numberOf(metadata, `${architecture}.${key}`);
  const pooling = own('pooling_type') ?? 0;
  return {
    architecture,
    name: textOf(metadata, 'general.name'),
    parameters: tensors.parameters,
    contextTokens: own('context_length') ?? DEFAULT_CONTEXT,
    quantization: tensors.mainType,
    fileBytes,
    hasChatTemplate: metadata.has('tokenizer.chat_template'),
    purpose: pooling > 0 || ENCODERS.test(architecture) ? 'embeddings' : 'answers',
    cacheBytesPerToken: cacheBytes(architecture, metadata),
  };
}

/** Keys and values of every layer and head, two bytes each (llama.cpp keeps them as 16-bit numbers). */
function cacheBytes(architecture: string, metadata: Map<string, MetadataValue>): number {
  const own = (key: string): number | null => numberOf(metadata, `${architecture}.${key}`);
  const layers = own('block_count') ?? 0;
  const heads = own('attention.head_count') ?? 1;
  const headLength = (own('embedding_length') ?? 0) / heads;
  const perHead = (own('attention.key_length') ?? headLength) + (own('attention.value_length') ?? headLength);
  const perLayer = metadata.get(`${architecture}.attention.head_count_kv`);
  const kvHeads = Array.isArray(perLayer)
    ? perLayer.reduce((sum, count) => sum + count, 0)
    : layers * (typeof perLayer === 'number' ? perLayer : heads);
  return Math.ceil(kvHeads * perHead * 2);
}

/** A number, or the largest of a list that has one a layer. */
function numberOf(metadata: Map<string, MetadataValue>, key: string): number | null {
  const value = metadata.get(key);
  if (Array.isArray(value)) return value.length > 0 ? Math.max(...value) : null;
  return typeof value === 'number' ? value : null;
}

function textOf(metadata: Map<string, MetadataValue>, key: string): string | null {
  const value = metadata.get(key);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}
