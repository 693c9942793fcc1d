import type { Tool } from '@modelcontextprotocol/client';
import { config } from './config.ts';
import { Connection } from './connection.ts';
import { cleanSchema, cleanText, compileSchema, hashOf, type Validate } from './definitions.ts';
import { nameForModel } from './names.ts';
import { pinned, type Pin } from './pins.ts';

/** A tool that the policy allows. */
export interface HubTool {
  /** What the model calls it. */
  name: string;
  connection: Connection;
  definition: Tool;
  description: string;
  inputSchema: Tool['inputSchema'];
  validate: Validate;
  hash: string;
  /** What a person, or the first sight of it, has accepted. */
  accepted: Pin;
}

export type ServerState =
  | { name: string; status: 'ready'; protocol: string; tools: HubTool[] }
  | { name: string; status: 'failed'; error: string };

const connections = config.servers.map((server) => new Connection(server));

/** Asks all servers at the same time. One that fails is a line in the result, and nothing to the others. */
export function askAll(): Promise<ServerState[]> {
  return Promise.all(connections.map(stateOf));
}

/** What can be called now, by the model's name for it. */
export async function readyTools(): Promise<Map<string, HubTool>> {
  const tools = (await askAll()).flatMap((state) => (state.status === 'ready' ? state.tools : []));
  return new Map(tools.filter(isReady).map((tool) => [tool.name, tool]));
}

/** Whether a tool is what was accepted. */
export function isReady({ hash, accepted }: HubTool): boolean {
  return hash === accepted.hash;
}

async function stateOf(connection: Connection): Promise<ServerState> {
  const { name, tools: allowed } = connection.server;
  try {
    const { protocol, tools } = await connection.list();
    const known = withoutTwins(tools).filter((tool) => allowed === null || allowed.includes(tool.name));
    return { name, status: 'ready', protocol, tools: known.flatMap((tool) => toHubTool(connection, tool)) };
  } catch (error) {
    // What the server said may hold anything, its own key included: that is for our log.
    console.error(name, error);
    return {
      name,
      status: 'failed',
      error: 'The server could not be reached, or gave no sensible list of tools.',
    };
  }
}

/** Nobody can say which of two tools of one name a call would run. */
function withoutTwins(tools: readonly Tool[]): Tool[] {
  const names = tools.map(({ name }) => name);
  return tools.filter(({ name }) => names.indexOf(name) === names.lastIndexOf(name));
}

/** A list of one, or of none for a tool that nobody could call. */
function toHubTool(connection: Connection, definition: Tool): HubTool[] {
  const validate = compileSchema(definition.inputSchema);
  if (!validate) return [];
  const description = cleanText(definition.description ?? '').slice(0, config.maxDescriptionCharacters);
  const inputSchema = cleanSchema(definition.inputSchema);
  const hash = hashOf(definition);
  const accepted = pinned(`${connection.server.name}/${definition.name}`, { hash, description, inputSchema });
  const name = nameForModel(connection.server.name, definition.name);
  return [{ name, connection, definition, description, inputSchema, validate, hash, accepted }];
}
