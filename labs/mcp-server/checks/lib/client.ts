import {
  ProtocolError,
  type CallToolResult,
  type Client,
  type Transport,
} from '@modelcontextprotocol/client';
import type { CheckTools, McpOptions, McpSession } from '../../../../electron/server/labs/checks.ts';

/** The current protocol; without these options the client greets the server as those of the protocol before do. */
export const CURRENT: McpOptions = { versionNegotiation: { mode: { pin: '2026-07-28' } } };

export const session = (t: CheckTools): Promise<McpSession> => t.mcp(CURRENT);

/** A tool call whose every answer other than a result fails the check. */
export async function callTool(
  t: CheckTools,
  client: Client,
  [name, args]: [name: string, args: Record<string, unknown>],
): Promise<CallToolResult> {
  try {
    return await client.callTool({ name, arguments: args });
  } catch (error) {
    t.expect.that(false, {
      message: `tools/call of ${name} should answer with a result; it failed: ${reason(error)}.`,
      actual: args,
    });
    throw error;
  }
}

/** The structured content of a call that has to succeed. */
export async function structured(
  t: CheckTools,
  client: Client,
  call: [name: string, args: Record<string, unknown>],
): Promise<Record<string, unknown>> {
  const result = await callTool(t, client, call);
  t.expect.that(!result.isError, {
    message: `${call[0]} should succeed with these arguments; it answered with isError.`,
    expected: call[1],
    actual: textOf(result),
  });
  t.expect.that(typeof result.structuredContent === 'object' && result.structuredContent !== null, {
    message: `${call[0]} should give its result as structuredContent.`,
    actual: result,
  });
  return result.structuredContent as Record<string, unknown>;
}

/** The text of a result, its blocks joined. */
export function textOf(result: CallToolResult): string {
  return result.content.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
}

/** Waits for a request that has to fail. @returns the code of the error */
export async function refused(
  t: CheckTools,
  request: Promise<unknown>,
  message: string,
): Promise<{ code: number; message: string }> {
  try {
    t.expect.that(false, { message, actual: await request });
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return { code: error.code, message: error.message };
  }
  throw new Error('unreachable');
}

/** What a server reports about a call that takes a while. */
export interface Report {
  progress: number;
  total?: number;
}

/** Every progress report that comes in: the client itself drops those that arrive together with the result. */
export function overhear(client: Client): Report[] {
  const heard: Report[] = [];
  const transport = client.transport!;
  const pass = transport.onmessage;
  const listen: NonNullable<Transport['onmessage']> = (message, extra) => {
    if ('method' in message && message.method === 'notifications/progress')
      heard.push(message.params as unknown as Report);
    pass?.(message, extra);
  };
  Object.assign(transport, { onmessage: listen });
  return heard;
}

/** Waits until something is so, and gives up in the end. */
export async function until(isSo: () => boolean, timeoutMs: number): Promise<boolean> {
  const deadline = Date.now() + timeoutMs;
  while (!isSo()) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}

export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
