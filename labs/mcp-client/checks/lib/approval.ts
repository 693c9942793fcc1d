import type { CheckTools, HttpAnswer } from '../../../../electron/server/labs/checks.ts';
import { call, type Call } from './agent.ts';
import { modelName } from './host.ts';
import { openServer, tell, type CheckServer, type ToolSpec } from './servers.ts';
import { someArgs, someTool } from './tools.ts';

/** A question to a person. */
export interface Waiting {
  id: string;
  calls: unknown;
  expiresAt: number;
}

/** The answer of a turn that waits for a person. */
export function waitingOf(
  t: CheckTools,
  answer: HttpAnswer,
  why = "The model wants what needs a person's yes.",
): Waiting {
  t.expect.status(answer, 200);
  const { status, approval } = answer.json() as { status?: unknown; approval?: Record<string, unknown> };
  t.expect.equal(
    status,
    'needs_approval',
    `${why} ${answer.request} should answer with the status "needs_approval".`,
  );
  const expiresAt = Date.parse(String(approval?.['expiresAt']));
  t.expect.that(typeof approval?.['id'] === 'string' && approval['id'] !== '' && !Number.isNaN(expiresAt), {
    message: 'The answer should have approval.id, a text, and approval.expiresAt, a time in ISO 8601.',
    actual: approval,
  });
  return { id: String(approval?.['id']), calls: approval?.['calls'], expiresAt };
}

/** Sends a decision. */
export const decide = (t: CheckTools, { id }: Pick<Waiting, 'id'>, approved: unknown): Promise<HttpAnswer> =>
  t.http(`/approvals/${id}`, { json: { approved }, timeoutMs: 40_000 });

/** A server with one tool that nobody may call unasked, and a call of it. */
export async function riskyCall(
  t: CheckTools,
  more: Partial<ToolSpec> = {},
): Promise<{ server: CheckServer; one: Call; tool: ToolSpec }> {
  const tool = someTool(t, { name: `delete_${t.random.word(6)}`, ...more });
  const server = await openServer(t, { tools: [tool], policy: { auto: [] } });
  tell(t, server);
  return { server, tool, one: call(t, await modelName(t, server, tool.name), someArgs(t)) };
}
