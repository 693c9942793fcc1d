import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import type { CheckServer, ToolSpec } from './servers.ts';

/** A server as GET /servers shows it. */
export interface ShownServer {
  name?: unknown;
  status?: unknown;
  protocol?: unknown;
  tools?: unknown;
  error?: unknown;
}

/** A tool as GET /tools shows it. */
export interface ShownTool {
  name: string;
  server: string;
  tool: string;
  description: string;
  inputSchema: Record<string, unknown>;
  status?: unknown;
  hash?: unknown;
  accepted?: unknown;
}

const BUSY_MS = 30_000;

/** GET /servers. @returns its rows, in its order */
export async function shownServers(t: CheckTools): Promise<ShownServer[]> {
  const answer = await t.http('/servers', { timeoutMs: BUSY_MS });
  t.expect.status(answer, 200);
  const { servers } = answer.json();
  t.expect.that(Array.isArray(servers), 'GET /servers should answer with {"servers": [...]}.');
  return servers as ShownServer[];
}

/** GET /tools, and that each tool says what it is. */
export async function shownTools(t: CheckTools): Promise<ShownTool[]> {
  const answer = await t.http('/tools', { timeoutMs: BUSY_MS });
  t.expect.status(answer, 200);
  const { tools } = answer.json();
  t.expect.that(Array.isArray(tools), 'GET /tools should answer with {"tools": [...]}.');
  for (const tool of tools as Partial<ShownTool>[]) {
    t.expect.that(
      [tool.name, tool.server, tool.tool, tool.description].every((text) => typeof text === 'string') &&
        typeof tool.inputSchema === 'object',
      {
        message:
          'Each tool of GET /tools should have name, server, tool and description, texts, and inputSchema.',
        actual: tool,
      },
    );
  }
  return tools as ShownTool[];
}

/** The names of the tools of one server, as the server calls them, sorted. */
export const toolsOf = (tools: readonly ShownTool[], { name }: Pick<CheckServer, 'name'>): string[] =>
  tools
    .filter(({ server }) => server === name)
    .map(({ tool }) => tool)
    .toSorted();

/** What the model calls a tool of a server. */
export async function modelName(t: CheckTools, server: CheckServer, tool: string): Promise<string> {
  const all = await shownTools(t);
  const found = all.find((one) => one.server === server.name && one.tool === tool);
  t.expect.that(found !== undefined, {
    message: `GET /tools should list the tool ${tool} of the server ${server.name}.`,
    actual: all.map((one) => [one.server, one.tool]),
  });
  return found!.name;
}

/** A tool of a server as GET /tools shows it, with the hash of its definition. */
export async function toolOf(t: CheckTools, server: CheckServer, { name }: ToolSpec): Promise<ShownTool> {
  const found = (await shownTools(t)).find((one) => one.server === server.name && one.tool === name);
  t.expect.that(
    found !== undefined,
    `GET /tools should list the tool ${name} of ${server.name}, whatever its status.`,
  );
  t.expect.that(
    typeof found!.hash === 'string' && found!.hash !== '',
    'Each tool of GET /tools should have a hash of its definition, a text.',
  );
  return found!;
}

/** Waits until something is so, and gives up in the end. */
export async function until(isSo: () => boolean | Promise<boolean>, timeoutMs: number): Promise<boolean> {
  const deadline = performance.now() + timeoutMs;
  while (!(await isSo())) {
    if (performance.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return true;
}
