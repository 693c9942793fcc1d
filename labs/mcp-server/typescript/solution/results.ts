import type { CallToolResult } from '@modelcontextprotocol/server';

/** An answer for programs (structured) and, as text, for clients that know no structured content. */
export function answer(structuredContent: Record<string, unknown>): CallToolResult {
  return { content: [{ type: 'text', text: JSON.stringify(structuredContent) }], structuredContent };
}

/** A failure that the model can do something about. */
export function refusal(message: string): CallToolResult {
  return { content: [{ type: 'text', text: message }], isError: true };
}

/** What broke is for our log; the caller learns only that something did. */
export function guarded<Args extends unknown[]>(
  handler: (...args: Args) => CallToolResult | Promise<CallToolResult>,
): (...args: Args) => Promise<CallToolResult> {
  return async (...args) => {
    try {
      return await handler(...args);
    } catch (error) {
      console.error(error);
      return refusal('The ticket system could not do this. Nothing was changed; try again later.');
    }
  };
}
