import type { EntryContext } from '../../../../electron/shared/words/types.ts';

const named = (id: string, title: string) => ({ id, title });

/** A few names with the overlaps that matter: a lab called like a word of a skill, two skills that share a word. */
export const NAMES: Pick<EntryContext, 'skills' | 'labs' | 'targets'> = {
  skills: [
    named('prompt-engineering-evals', 'Prompt engineering + evals'),
    named('rag-architectures', 'RAG architectures'),
    named('tool-calling', 'Tool / function calling'),
    named('mcp', 'MCP - server and client'),
    named('llm-observability', 'Observability for LLMs'),
    named('vector-databases', 'Vector DBs (pgvector first)'),
    named('ai-safety', 'AI safety & prompt injection'),
    named('observability', 'Observability'),
    named('databases', 'Databases'),
  ],
  labs: [
    named('rag', 'Retrieval with citations'),
    named('tool-calling', 'A loop that calls tools'),
    named('mcp-server', 'An MCP server'),
  ],
  targets: [named('build-mcp-server', 'Build one MCP server'), named('speak-internally', 'Speak about AI')],
};
