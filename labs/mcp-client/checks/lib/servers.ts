import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import { ground, inEachRun } from './ground.ts';
import { bothEras, previousEra, type Behaviour, type ToolSpec } from './mcp-server.ts';

/** One request as a server saw it. */
export interface Seen {
  /** GET, POST or DELETE. */
  http: string;
  /** The method of the protocol, or an empty text. */
  method: string;
  params: Record<string, unknown>;
  headers: IncomingMessage['headers'];
  /** False as soon as it was answered or the caller has gone. */
  isOpen: boolean;
  /** The caller closed the connection before it had the whole answer. */
  wasLeft: boolean;
}

/** What a server does instead of answering. */
export type Trouble =
  | { status: number; headers?: Record<string, string>; text: string }
  /** Never answers. */
  | 'silence'
  /** Breaks the connection. */
  | 'reset'
  /** Sends an answer without end, as fast as it can. */
  | 'flood'
  /** Sends a head, and then white space for ever, a little at a time. */
  | 'drip';

export interface ServerOptions extends Partial<Behaviour> {
  /** `previous`: written before the current protocol. */
  era?: 'both' | 'previous';
  /** Left out: a name that nobody knows yet. */
  name?: string;
  /** What the program is told about the server besides its name and address. */
  policy?: Record<string, unknown>;
}

export interface CheckServer extends Behaviour {
  name: string;
  url: string;
  /** What the program is told about it. */
  entry: Record<string, unknown>;
  seen: Seen[];
  /** The calls of tools that came in, in order. */
  calls(): { name: string; arguments: Record<string, unknown> }[];
  /** How often the list of tools was begun to read: the first page of it. */
  lists(): number;
  /** Tells the clients that the tools have changed. */
  changed(): void;
  /** Breaks the streams on which clients hear of changes. */
  hangUp(): void;
  /** Decides about every request before the server does. */
  interfere(how: (request: Seen) => Trouble | undefined): void;
}

/** How long a program may take to notice that nobody talks to it any more. */
const NOTICE_MS = 40;

/** Opens a server for this check. Comes before the program starts; `tell` makes it known. */
export async function openServer(
  t: CheckTools,
  { era = 'both', policy = {}, name = `${ground(t).word(5)}-${ground(t).word(4)}`, ...more }: ServerOptions,
): Promise<CheckServer> {
  const seen: Seen[] = [];
  const listening = new Set<ServerResponse>();
  let trouble: (request: Seen) => Trouble | undefined = () => undefined;
  const behaviour: Behaviour = {
    tools: [],
    pageSize: undefined,
    isEndless: false,
    ttlMs: undefined,
    instructions: undefined,
    ...more,
  };
  const { serve, changed } = era === 'both' ? bothEras(behaviour) : previousEra(behaviour);
  const url = await t.serve((incoming, response) => {
    void (async () => {
      const body = await readBody(incoming);
      const request = note(incoming, response, body);
      seen.push(request);
      if (request.method === 'subscriptions/listen') listening.add(response);
      const how = trouble(request);
      if (how) makeTrouble(response, how);
      else await serve(incoming, response, body ?? undefined);
    })().catch(() => response.destroy());
  });
  const hangUp = (): void => listening.forEach((response) => void response.destroy());
  // A program that stays for the next run has to notice that its server went: what it kept is no list of the next one.
  if (behaviour.ttlMs && t.turns().count > 1) {
    t.cleanup(async () => {
      hangUp();
      await new Promise((resolve) => setTimeout(resolve, NOTICE_MS));
    });
  }
  // In an order that says nothing about that of the list, which is another one in each run.
  const auto = behaviour.tools.flatMap((tool) => inEachRun(t, tool.name)).toSorted();
  const entry = { name, url: `${url}/mcp`, auto, ...policy };
  const posted = (method: string): Seen[] => seen.filter((one) => one.method === method);
  return Object.assign(behaviour, {
    name,
    url: `${url}/mcp`,
    entry,
    seen,
    calls: () =>
      posted('tools/call').map(({ params }) => ({
        name: String(params['name']),
        arguments: (params['arguments'] ?? {}) as Record<string, unknown>,
      })),
    lists: () => posted('tools/list').filter(({ params }) => params['cursor'] === undefined).length,
    changed,
    hangUp,
    interfere: (how: typeof trouble) => void (trouble = how),
  });
}

/** Makes servers known to the program, in this order. */
export function tell(t: CheckTools, ...servers: Pick<CheckServer, 'entry'>[]): void {
  t.env({ MCP_SERVERS: JSON.stringify(servers.map(({ entry }) => entry)) });
}

function note(incoming: IncomingMessage, response: ServerResponse, body: unknown): Seen {
  const { method = '', params = {} } = (body ?? {}) as { method?: string; params?: Seen['params'] };
  const request: Seen = {
    http: incoming.method ?? '',
    method,
    params,
    headers: incoming.headers,
    isOpen: true,
    wasLeft: false,
  };
  response.on('finish', () => (request.isOpen = false));
  response.on('close', () => {
    request.isOpen = false;
    request.wasLeft = !response.writableFinished;
  });
  return request;
}

const FLOOD = `{"jsonrpc":"2.0","id":1,"result":{"content":[{"type":"text","text":"`;
const WAVE = 'water '.repeat(10_000);

function makeTrouble(response: ServerResponse, how: Trouble): void {
  if (how === 'silence') return;
  if (how === 'reset') return void response.destroy();
  if (how === 'drip') {
    response.writeHead(200, { 'content-type': 'application/json' });
    const drip = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(drip));
    return;
  }
  if (how === 'flood') {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.write(FLOOD);
    const pour = (): void => {
      while (!response.destroyed && response.write(WAVE));
      if (!response.destroyed) response.once('drain', pour);
    };
    return pour();
  }
  response.writeHead(how.status, { 'content-type': 'application/json', ...how.headers });
  response.end(how.text);
}

async function readBody(incoming: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) text += chunk;
  try {
    return text === '' ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

export type { ToolSpec };
