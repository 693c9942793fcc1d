import type { CallToolResult, Tool } from '@modelcontextprotocol/client';
import { config, type ServerConfig } from './config.ts';
import { compileSchema } from './definitions.ts';
import { post, ServerTrouble } from './rpc.ts';

const NOW = '2026-07-28';
const BEFORE = '2025-11-25';
const WHO = { name: 'agent-host', version: '1.0.0' };
const META = {
  'io.modelcontextprotocol/protocolVersion': NOW,
  'io.modelcontextprotocol/clientInfo': WHO,
  'io.modelcontextprotocol/clientCapabilities': {},
};

interface Link {
  protocol: string;
  session: string | undefined;
  end: AbortController;
}

/** The way to one server, written by hand. */
export class Connection {
  readonly server: ServerConfig;
  #link: Link | undefined;
  #kept: { tools: Tool[]; until: number } | undefined;
  #last = 0;

  constructor(server: ServerConfig) {
    this.server = server;
  }

  async list(): Promise<{ protocol: string; tools: Tool[] }> {
    try {
      const link = (this.#link ??= await this.#greet(this.#patience()));
      if (!this.#kept || Date.now() >= this.#kept.until)
        this.#kept = await this.#readList(link, this.#patience());
      return { protocol: link.protocol, tools: this.#kept.tools };
    } catch (error) {
      this.#drop();
      throw error;
    }
  }

  async call({ name, outputSchema }: Tool, args: Record<string, unknown>): Promise<CallToolResult> {
    const link = (this.#link ??= await this.#greet(this.#patience()));
    try {
      const params = { name, arguments: args };
      const result = await this.#ask(link, 'tools/call', { params, signal: this.#patience(), subject: name });
      if ((result['resultType'] ?? 'complete') !== 'complete')
        throw new Error('it wants more than arguments');
      if (
        outputSchema &&
        !result['isError'] &&
        compileSchema(outputSchema)?.(result['structuredContent']) !== null
      )
        throw new Error('it broke its own schema');
      return { content: [], ...result } as CallToolResult;
    } catch (error) {
      if (error instanceof ServerTrouble && error.status === 404) this.#drop();
      throw error;
    }
  }

  #patience(): AbortSignal {
    return AbortSignal.timeout(this.server.timeoutMs);
  }

  #drop(): void {
    this.#link?.end.abort();
    this.#link = undefined;
    this.#kept = undefined;
  }

  async #greet(signal: AbortSignal): Promise<Link> {
    const link: Link = { protocol: NOW, session: undefined, end: new AbortController() };
    try {
      const { supportedVersions } = await this.#ask(link, 'server/discover', { params: {}, signal });
      if (!(supportedVersions as string[]).includes(NOW)) throw new ServerTrouble(400, 'another version');
      void this.#listen(link);
      return link;
    } catch (error) {
      // An answer, even a bad one, can be that of a server which does not know the question.
      if (!(error instanceof ServerTrouble) || ![400, 404, 405, 200].includes(error.status)) throw error;
    }
    link.protocol = BEFORE;
    const params = { protocolVersion: BEFORE, capabilities: {}, clientInfo: WHO };
    const onHead = (headers: Headers): void =>
      void (link.session = headers.get('mcp-session-id') ?? undefined);
    const { protocolVersion } = await this.#ask(link, 'initialize', { params, signal, onHead });
    link.protocol = String(protocolVersion);
    const ready = { method: 'notifications/initialized' };
    for await (const _ of post(this.server, ready, { headers: this.#headers(link), signal }));
    return link;
  }

  async #listen(link: Link): Promise<void> {
    const params = { _meta: META, notifications: { toolsListChanged: true } };
    const message = { id: `listen-${(this.#last += 1)}`, method: 'subscriptions/listen', params };
    const headers = { ...this.#headers(link), 'mcp-method': 'subscriptions/listen' };
    try {
      for await (const { method } of post(this.server, message, { headers, signal: link.end.signal }))
        if (method === 'notifications/tools/list_changed') this.#kept = undefined;
    } catch {
      // Nobody tells of changes any more: what is kept is good for nothing.
    }
    if (this.#link === link) this.#drop();
  }

  async #readList(link: Link, signal: AbortSignal): Promise<{ tools: Tool[]; until: number }> {
    const tools: Tool[] = [];
    const askedAt = Date.now();
    let cursor: string | undefined;
    for (let page = 1; ; page += 1) {
      const result = await this.#ask(link, 'tools/list', {
        params: cursor === undefined ? {} : { cursor },
        signal,
      });
      tools.push(...(result['tools'] as Tool[]));
      cursor = result['nextCursor'] as string | undefined;
      if (tools.length > config.maxTools) throw new Error('too many tools');
      if (cursor === undefined) return { tools, until: askedAt + Number(result['ttlMs'] ?? 0) };
      if (page === config.maxPages) throw new Error('too many pages');
    }
  }

  async #ask(
    link: Link,
    method: string,
    { params, signal, subject, onHead }: Question,
  ): Promise<Record<string, unknown>> {
    const id = (this.#last += 1);
    const isNow = link.protocol === NOW;
    const headers = {
      ...this.#headers(link),
      ...(isNow ? { 'mcp-method': method, ...(subject ? { 'mcp-name': subject } : {}) } : {}),
    };
    const message = { id, method, params: isNow ? { ...params, _meta: META } : params };
    const extra = onHead ? { onHead } : {};
    for await (const answer of post(this.server, message, { headers, signal, ...extra })) {
      if (answer.id !== id) continue;
      if (!answer.result) throw new ServerTrouble(200, answer.error?.message ?? 'no result');
      return answer.result;
    }
    throw new Error('there was no answer');
  }

  #headers({ protocol, session }: Link): Record<string, string> {
    return { 'mcp-protocol-version': protocol, ...(session ? { 'mcp-session-id': session } : {}) };
  }
}

interface Question {
  params: object;
  signal: AbortSignal;
  /** What the question is about: the name of a tool. */
  subject?: string;
  onHead?: (headers: Headers) => void;
}
