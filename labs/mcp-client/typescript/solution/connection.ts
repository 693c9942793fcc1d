import { setTimeout as sleep } from 'node:timers/promises';
import {
  Client,
  SdkHttpError,
  StreamableHTTPClientTransport,
  type CallToolResult,
  type Tool,
} from '@modelcontextprotocol/client';
import { config, type ServerConfig } from './config.ts';
import { limitedFetch } from './limited-fetch.ts';

interface Listing {
  protocol: string;
  tools: Tool[];
}

/** The way to one server. It is opened at the first use, and again at the next use after it broke. */
export class Connection {
  readonly server: ServerConfig;
  #client: Promise<Client> | undefined;

  constructor(server: ServerConfig) {
    this.server = server;
  }

  /** All tools, whatever the policy says; the SDK keeps the list as long as the server allows. */
  async list(): Promise<Listing> {
    const isOld = this.#client !== undefined;
    return this.#inTime(
      this.#read().catch((error: unknown) => {
        // The server may have been restarted since it was connected. A list may be asked for twice.
        if (isOld) return this.#read();
        throw error;
      }),
    );
  }

  /** Calls a tool once: nobody knows what a second attempt would do twice. */
  async call(tool: Tool, args: Record<string, unknown>): Promise<CallToolResult> {
    const client = await this.#open();
    const { timeoutMs: timeout } = this.server;
    try {
      const options = { timeout, maxTotalTimeout: timeout, toolDefinition: tool };
      return await client.callTool({ name: tool.name, arguments: args }, options);
    } catch (error) {
      // The session is gone. Calls that are under way on the same connection go on.
      if (error instanceof SdkHttpError && error.status === 404) this.#client = undefined;
      throw error;
    }
  }

  async #read(): Promise<Listing> {
    const client = await this.#open();
    try {
      const { tools } = await client.listTools(undefined, { timeout: this.server.timeoutMs });
      if (tools.length > config.maxTools) throw new Error('it has too many tools');
      return { protocol: client.getNegotiatedProtocolVersion() ?? '', tools };
    } catch (error) {
      this.#forget(client);
      throw error;
    }
  }

  #open(): Promise<Client> {
    if (this.#client) return this.#client;
    const opening = this.#connect();
    const drop = (): void => {
      if (this.#client === opening) this.#client = undefined;
    };
    // Who hears of no change any more must keep no list: the next use connects anew, and listens.
    opening.then((client) => client.autoOpenedSubscription?.closed.then(drop)).catch(drop);
    this.#client = opening;
    return opening;
  }

  async #connect(): Promise<Client> {
    const { url, headers, timeoutMs } = this.server;
    const client = new Client(
      { name: 'agent-host', version: '1.0.0' },
      {
        // No sampling, no roots, no questions to the user: a server gets what its tools are called with.
        capabilities: {},
        inputRequired: { autoFulfill: false },
        versionNegotiation: { mode: 'auto' },
        listMaxPages: config.maxPages,
        // Makes the SDK drop its list. When it is needed it is read again, however often the server calls.
        listChanged: { tools: { autoRefresh: false, onChanged: () => {} } },
      },
    );
    client.onerror = () => {};
    const transport = new StreamableHTTPClientTransport(new URL(url), {
      requestInit: { headers },
      fetch: limitedFetch,
    });
    try {
      await this.#inTime(client.connect(transport, { timeout: timeoutMs }));
      return client;
    } catch (error) {
      this.#forget(client);
      throw error;
    }
  }

  #forget(client: Client): void {
    this.#client = undefined;
    client.close().catch(() => {});
  }

  /** A limit for all requests that a step takes together. */
  async #inTime<T>(work: Promise<T>): Promise<T> {
    const over = new AbortController();
    const late = sleep(this.server.timeoutMs, undefined, { signal: over.signal }).then(() => {
      throw new Error('it took too long');
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      over.abort();
      late.catch(() => {});
    }
  }
}
