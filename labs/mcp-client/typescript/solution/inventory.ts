import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError, readJson, sendJson } from './http.ts';
import { askAll, isReady, type HubTool } from './hub.ts';
import { accept } from './pins.ts';

/** GET /servers: how each server is. */
export async function getServers(response: ServerResponse): Promise<void> {
  const servers = (await askAll()).map((state) =>
    state.status === 'ready' ? { ...state, tools: state.tools.length } : state,
  );
  sendJson(response, 200, { servers });
}

/** GET /tools: what the policy allows, as the model sees it. */
export async function getTools(response: ServerResponse): Promise<void> {
  sendJson(response, 200, { tools: (await allTools()).map(toJson) });
}

/** POST /tools/:name/accept: a person has read the definition with this hash, and wants it. */
export async function acceptTool(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { hash } = await readJson(request);
  if (typeof hash !== 'string') throw new HttpError(400, 'bad_request', 'Send the hash that you accept.');
  const tool = (await allTools()).find((one) => one.name === name);
  if (!tool) throw new HttpError(404, 'not_found', `There is no tool ${name}.`);
  if (tool.hash !== hash) throw new HttpError(409, 'changed', 'The tool has another definition by now.');
  const { connection, definition, description, inputSchema } = tool;
  accept(`${connection.server.name}/${definition.name}`, { hash, description, inputSchema });
  sendJson(response, 200, toJson({ ...tool, accepted: { hash, description, inputSchema } }));
}

async function allTools(): Promise<HubTool[]> {
  return (await askAll()).flatMap((state) => (state.status === 'ready' ? state.tools : []));
}

function toJson(tool: HubTool): object {
  const { name, connection, definition, description, inputSchema, hash, accepted } = tool;
  return {
    name,
    server: connection.server.name,
    tool: definition.name,
    description,
    inputSchema,
    hash,
    ...(isReady(tool) ? { status: 'ready' } : { status: 'changed', accepted }),
  };
}
