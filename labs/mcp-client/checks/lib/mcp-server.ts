import type { IncomingMessage, ServerResponse } from 'node:http';
import { NodeStreamableHTTPServerTransport, toNodeHandler } from '@modelcontextprotocol/node';
import { createMcpHandler, Server, type CallToolResult, type Tool } from '@modelcontextprotocol/server';

/** A tool of a server that a check opens. */
export interface ToolSpec {
  name: string;
  description?: string;
  title?: string;
  inputSchema?: Record<string, unknown>;
  outputSchema?: Record<string, unknown>;
  annotations?: Tool['annotations'];
  /** What a call gives; without it, the arguments come back. */
  run?: (args: Record<string, unknown>, call: ToolCall) => unknown;
}

export interface ToolCall {
  /** Tells the caller that the work goes on. */
  progress(): Promise<void>;
}

export interface Behaviour {
  tools: ToolSpec[];
  /** Tools on one page of the list; without it, all of them. */
  pageSize: number | undefined;
  /** There is always one more page. */
  isEndless: boolean;
  /** How long a client may keep the list. */
  ttlMs: number | undefined;
  instructions: string | undefined;
}

/** Answers one request of a client. */
export type Serve = (request: IncomingMessage, response: ServerResponse, body: unknown) => Promise<void>;

function pageOf(behaviour: Behaviour, cursor: string | undefined) {
  const { tools, pageSize = Math.max(1, tools.length), isEndless, ttlMs } = behaviour;
  const from = Number(cursor ?? 0);
  const page = isEndless
    ? Array.from({ length: 20 }, (_, i) => ({ name: `tool_${from + i}`, description: 'One more' }))
    : tools.slice(from, from + pageSize);
  const hasMore = isEndless || from + pageSize < tools.length;
  return {
    tools: page.map(({ run: _run, inputSchema = { type: 'object' }, ...tool }: ToolSpec) => ({
      ...tool,
      inputSchema,
    })) as Tool[],
    ...(hasMore ? { nextCursor: String(from + page.length) } : {}),
    ...(ttlMs === undefined ? {} : { ttlMs, cacheScope: 'private' as const }),
  };
}

function serverOf(behaviour: Behaviour, isModern: boolean): Server {
  const { instructions } = behaviour;
  const server = new Server(
    { name: 'check', version: '1.0.0' },
    { capabilities: { tools: { listChanged: true } }, ...(instructions ? { instructions } : {}) },
  );
  server.setRequestHandler('tools/list', ({ params }) => {
    const { ttlMs, ...page } = pageOf(behaviour, params?.cursor);
    return isModern && ttlMs !== undefined ? { ...page, ttlMs } : page;
  });
  server.setRequestHandler('tools/call', async ({ params }, context) => {
    const tool = behaviour.tools.find(({ name }) => name === params.name);
    if (!tool) return { isError: true, content: [{ type: 'text', text: `no tool ${params.name}` }] };
    const { progressToken } = (params._meta ?? {}) as { progressToken?: string | number };
    let done = 0;
    const progress = async (): Promise<void> => {
      if (progressToken === undefined) return;
      done += 1;
      const report = { progressToken, progress: done };
      await context.mcpReq.notify({ method: 'notifications/progress', params: report });
    };
    const args = params.arguments ?? {};
    return resultOf(tool.run ? await tool.run(args, { progress }) : { done: tool.name, ...args });
  });
  return server;
}

/** A result of the protocol stays as it is; everything else becomes one. */
function resultOf(value: unknown): CallToolResult {
  if (typeof value === 'object' && value !== null && ('content' in value || 'resultType' in value))
    return value as CallToolResult;
  if (typeof value === 'string') return { content: [{ type: 'text', text: value }] };
  const structuredContent = value as Record<string, unknown>;
  return { content: [{ type: 'text', text: JSON.stringify(value) }], structuredContent };
}

/** A server of both protocols. @returns how it answers, and how it tells that its tools have changed */
export function bothEras(behaviour: Behaviour): { serve: Serve; changed: () => void } {
  const mcp = createMcpHandler(({ era }) => serverOf(behaviour, era === 'modern'));
  const handle = toNodeHandler(mcp);
  return {
    serve: (request, response, body) => handle(request, response, body),
    changed: () => mcp.notify.toolsChanged(),
  };
}

/** A server that was written before the current protocol, with sessions. */
export function previousEra(behaviour: Behaviour): { serve: Serve; changed: () => void } {
  const sessions = new Map<string, { server: Server; transport: NodeStreamableHTTPServerTransport }>();
  async function open(): Promise<NodeStreamableHTTPServerTransport> {
    const server = serverOf(behaviour, false);
    const transport = new NodeStreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      onsessioninitialized: (id) => void sessions.set(id, { server, transport }),
    });
    await server.connect(transport);
    return transport;
  }
  return {
    async serve(request, response, body) {
      const id = request.headers['mcp-session-id']?.toString();
      const known = id === undefined ? undefined : sessions.get(id)?.transport;
      const isGreeting = (body as { method?: unknown } | null)?.method === 'initialize';
      if (!known && !isGreeting) {
        const error = { code: -32000, message: id ? 'Session not found' : 'Bad Request: no session' };
        response.writeHead(id ? 404 : 400, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ jsonrpc: '2.0', error, id: null }));
        return;
      }
      await (known ?? (await open())).handleRequest(request, response, body ?? undefined);
    },
    changed() {
      for (const { server } of sessions.values()) server.sendToolListChanged().catch(() => {});
    },
  };
}
