import type { ModelProvider } from '../providers/types.ts';
import { LEXICAL_MODEL, lexicalAnswer } from './builtin.ts';

/** Adds the built-in embeddings to the provider on this machine. Unlike its models they need no file. */
export function withLexical<P extends ModelProvider>(provider: P): P {
  return {
    ...provider,
    models: () => [...provider.models(), LEXICAL_MODEL],
    embed: async (call) =>
      call.model === LEXICAL_MODEL.id || !provider.embed ? lexicalAnswer(call) : provider.embed(call),
  };
}
