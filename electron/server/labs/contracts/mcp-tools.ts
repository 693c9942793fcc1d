import { Client } from '@modelcontextprotocol/client';
import type { CheckTools, McpOptions, McpSession } from '../checks.ts';
import { fail } from '../expect.ts';
import type { Program } from '../sandbox/program.ts';
import { tail } from '../sandbox/tail.ts';
import { createProgramTransport } from './mcp-transport.ts';

const DEFAULT_MS = 15_000;

/** Errors of the official client: the learner's server answered with an error, or not at all. */
export function isMcpError(error: unknown): error is Error {
  return (
    error instanceof Error &&
    ['ProtocolError', 'SdkError', 'UnsupportedProtocolVersionError'].some((name) => isKind(error, name))
  );
}

function isKind(error: Error, name: string): boolean {
  for (let at: object | null = error; at; at = Object.getPrototypeOf(at) as object | null)
    if (at.constructor.name === name) return true;
  return false;
}

/** Connects the official client to the learner's server. @param start starts the entry with pipes for both ends */
export function createMcpTools(start: () => Promise<Program>): Pick<CheckTools, 'mcp'> {
  return {
    async mcp({ connect = true, ...options }: McpOptions = {}): Promise<McpSession> {
      const program = await start();
      const transport = createProgramTransport(program);
      const client = new Client({ name: 'cairn-check', version: '1.0.0' }, options);
      try {
        if (connect) await client.connect(transport, { timeout: DEFAULT_MS });
        else await transport.start();
      } catch (error) {
        const said = tail(program.output());
        const reason = error instanceof Error ? error.message : String(error);
        return fail({
          message: `Your MCP server should answer the client's first messages: ${reason}${said ? `. It printed:\n${said}` : ''}`,
        });
      }
      return {
        client,
        stderr: () => program.output(),
        send: (message) => transport.raw(message),
        async nextMessage({ timeoutMs = DEFAULT_MS } = {}) {
          const message = await transport.next(timeoutMs);
          if (message) return message;
          return fail({
            message: program.hasEnded
              ? `Your MCP server ended. It printed:\n${tail(program.output()) || '(nothing)'}`
              : `Your MCP server sent no message within ${timeoutMs / 1000} seconds.`,
          });
        },
        async close() {
          await client.close().catch(() => {});
          await program.stop();
        },
      };
    },
  };
}
