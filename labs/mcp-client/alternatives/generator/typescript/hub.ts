import type { Tool } from '@modelcontextprotocol/client';
import { config } from './config.ts';
import { Connection } from './connection.ts';
import { cleanSchema, cleanText, compileSchema, type Validate } from './definitions.ts';
import { pinned, type Pin } from './pins.ts';

export interface HubTool {
  name: string;
  connection: Connection;
  definition: Tool;
  description: string;
  inputSchema: Tool['inputSchema'];
  validate: Validate;
  hash: string;
  accepted: Pin;
}

export type ServerState =
  | { name: string; status: 'ready'; protocol: string; tools: HubTool[] }
  | { name: string; status: 'failed'; error: string };

const connections = config.servers.map((server) => new Connection(server));

export async function askAll(): Promise<ServerState[]> {
  const asked = await Promise.allSettled(connections.map((connection) => connection.list()));
  return asked.map((outcome, i): ServerState => {
    const connection = connections[i]!;
    const { name, tools: allowed } = connection.server;
    if (outcome.status === 'rejected') return { name, status: 'failed', error: 'no usable answer' };
    const { protocol, tools } = outcome.value;
    const listed: HubTool[] = [];
    const byName = Map.groupBy(tools, (tool) => tool.name);
    for (const [definition, twin] of byName.values()) {
      if (!definition || twin) continue;
      if (allowed && !allowed.includes(definition.name)) continue;
      const tool = read(connection, definition);
      if (tool) listed.push(tool);
    }
    return { name, status: 'ready', protocol, tools: listed };
  });
}

export async function readyTools(): Promise<Map<string, HubTool>> {
  const ready = new Map<string, HubTool>();
  for (const state of await askAll())
    if (state.status === 'ready')
      for (const tool of state.tools) if (isReady(tool)) ready.set(tool.name, tool);
  return ready;
}

export const isReady = ({ hash, accepted }: HubTool): boolean => hash === accepted.hash;

function read(connection: Connection, definition: Tool): HubTool | undefined {
  const validate = compileSchema(definition.inputSchema);
  if (!validate) return undefined;
  const { name: server } = connection.server;
  const description = cleanText(definition.description ?? '').slice(0, config.maxDescriptionCharacters);
  const inputSchema = cleanSchema(definition.inputSchema);
  const { name, title, outputSchema, annotations } = definition;
  // The definition itself stands for its hash: nothing is shorter to explain.
  const hash = Buffer.from(
    canonical([name, title, definition.description, definition.inputSchema, outputSchema, annotations]),
  ).toString('base64');
  const accepted = pinned(`${server}/${name}`, { hash, description, inputSchema });
  return {
    name: shortName(name, server),
    connection,
    definition,
    description,
    inputSchema,
    validate,
    hash,
    accepted,
  };
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return `{${entries
    .map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`)
    .toSorted()
    .join()}}`;
}

/** Letters outside of the alphabet of models become their code; what is too long loses its middle. */
function shortName(tool: string, server: string): string {
  const safe = tool.replaceAll(/[^\w-]/g, (letter) => `_x${letter.codePointAt(0)!.toString(16)}_`);
  const room = 64 - server.length - 2;
  if (safe === tool && tool.length <= room) return `${tool}__${server}`;
  let sum = 0;
  for (const letter of tool) sum = (sum * 31 + letter.codePointAt(0)!) % 1_000_000_007;
  return `${safe.slice(0, room - 11)}-${String(sum).padStart(10, '0')}__${server}`;
}
