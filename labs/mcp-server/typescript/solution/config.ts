const { PORT, TICKETS_FILE, TICKETS_FAULT, AUDIT_LOG, AUDIT_MS, RESOURCE_URL, ISSUER_URL, TOKENS } =
  process.env;

/** What comes from the environment. */
export const config = {
  /** Set: serve HTTP on this port of 127.0.0.1. Not set: speak over stdin and stdout. */
  port: PORT === undefined ? null : Number(PORT),
  /** A JSON list of tickets to begin with. */
  ticketsFile: TICKETS_FILE ?? null,
  /** Makes every write fail with this text, as a broken disk would. */
  ticketsFault: TICKETS_FAULT ?? null,
  /** A file that gets a line for every ticket that is inspected. */
  auditLog: AUDIT_LOG ?? null,
  /** How long the inspection of one ticket takes, in milliseconds. */
  auditMs: Number(AUDIT_MS ?? 20),
  /** The address that tokens are issued for. Not set: the server asks for no token. */
  resourceUrl: RESOURCE_URL ?? null,
  /** Who issues the tokens. */
  issuerUrl: ISSUER_URL ?? 'https://login.example.com',
  /** What the issuer knows about each token. */
  tokens: JSON.parse(TOKENS ?? '{}') as Record<string, unknown>,
};
