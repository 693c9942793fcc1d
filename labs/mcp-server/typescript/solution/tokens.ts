import { config } from './config.ts';

/** What an authorization server says about a token: rfc-editor.org/rfc/rfc7662#section-2.2. */
export interface Introspection {
  /** False: unknown, or taken back. The other fields are missing then. */
  active: boolean;
  client_id?: string;
  /** Scopes with a space between them. */
  scope?: string;
  /** When the token expires, in seconds since 1970. */
  exp?: number;
  /** Which server the token was issued for. */
  aud?: string;
}

/** Asks the authorization server about a token. Here it is a table; at work it is a request. */
export async function introspect(token: string): Promise<Introspection> {
  return (config.tokens[token] as Introspection | undefined) ?? { active: false };
}
