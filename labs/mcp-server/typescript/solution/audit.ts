import type { McpServer, ServerContext } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { answer, guarded } from './results.ts';
import type { TicketStore } from './tickets.ts';

const found = z.object({ id: z.string(), problem: z.string() });

export function registerAudit(server: McpServer, store: TicketStore): void {
  server.registerTool(
    'audit_tickets',
    {
      title: 'Audit all tickets',
      description: 'Inspects every ticket and lists those with a problem. Takes a while.',
      inputSchema: z.object({}),
      outputSchema: z.object({ checked: z.int(), problems: z.array(found) }),
      annotations: { readOnlyHint: true },
    },
    guarded(async (_, context: ServerContext) => {
      const tickets = store.list();
      const problems: z.infer<typeof found>[] = [];
      for (const [i, ticket] of tickets.entries()) {
        // Nobody waits for the rest any more.
        context.mcpReq.signal.throwIfAborted();
        const problem = await store.inspect(ticket);
        if (problem) problems.push({ id: ticket.id, problem });
        await reportProgress(context, { progress: i + 1, total: tickets.length });
      }
      return answer({ checked: tickets.length, problems });
    }),
  );
}

/** Only for a client that asked: it named a token for the progress of this request. */
async function reportProgress(
  { mcpReq }: ServerContext,
  at: { progress: number; total: number },
): Promise<void> {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return;
  await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, ...at } });
}
