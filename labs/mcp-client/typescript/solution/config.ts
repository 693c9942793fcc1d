/** A server as the person who runs this host has allowed it. Nothing of this comes from the server. */
export interface ServerConfig {
  /** Lower-case letters, digits and hyphens; two servers never share one. */
  name: string;
  url: string;
  /** Sent with every request to this server, such as its key. */
  headers: Record<string, string>;
  /** The tools that may be used; null: all that it has. */
  tools: string[] | null;
  /** The tools that run without asking a person. */
  auto: string[];
  /** The longest that connecting, listing and one call may each take, in milliseconds. */
  timeoutMs: number;
}

const DEV_SERVERS = [
  { name: 'shop', url: 'http://127.0.0.1:4201/mcp', auto: ['get_order_status'] },
  { name: 'desk', url: 'http://127.0.0.1:4202/mcp', auto: ['get_order_status'] },
];
const DEFAULTS = { headers: {}, tools: null, auto: [], timeoutMs: 5000 };
const servers = JSON.parse(process.env.MCP_SERVERS ?? JSON.stringify(DEV_SERVERS)) as Partial<ServerConfig>[];

/** Everything that differs from one deployment to the next. The Anthropic SDK reads its own two variables by itself. */
export const config = {
  port: Number(process.env.PORT ?? 3000),
  /** The model to ask. Never write a model's name into the code. */
  model: process.env.CAIRN_MODEL ?? '',
  servers: servers.map((server) => ({ ...DEFAULTS, ...server }) as ServerConfig),
  /** Calls to the model for one message. */
  maxSteps: Number(process.env.MAX_STEPS ?? 8),
  /** Pages of one list of tools. */
  maxPages: Number(process.env.MAX_PAGES ?? 20),
  /** Tools of one server. */
  maxTools: Number(process.env.MAX_TOOLS ?? 200),
  /** The largest answer of a server that is read, in bytes. */
  maxResponseBytes: Number(process.env.MAX_RESPONSE_BYTES ?? 1_000_000),
  /** What the model gets to see of one result, in characters. */
  maxResultCharacters: Number(process.env.MAX_RESULT_CHARACTERS ?? 4000),
  /** What the model gets to see of one description, in characters. */
  maxDescriptionCharacters: Number(process.env.MAX_DESCRIPTION_CHARACTERS ?? 500),
  /** How long a person may take to agree to a call, in milliseconds. */
  approvalMs: Number(process.env.APPROVAL_MS ?? 300_000),
  /** Where the accepted definitions of tools are kept. */
  pinsFile: `${process.env.CAIRN_SCRATCH ?? '.'}/pins.json`,
};
