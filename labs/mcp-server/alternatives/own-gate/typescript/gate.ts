import { config } from './config.ts';
import { introspect } from './tokens.ts';

const CHANGES = new Set(['create_ticket', 'close_ticket']);

interface Message {
  method?: string;
  params?: { name?: string };
}

function metadataUrl(): URL {
  const url = new URL(config.resourceUrl!);
  url.pathname = `/.well-known/oauth-protected-resource${url.pathname}`;
  return url;
}

function no(status: number, error: string): Response {
  const challenge = `Bearer error="${error}", resource_metadata="${metadataUrl().href}"`;
  return new Response(error, { status, headers: { 'WWW-Authenticate': challenge } });
}

/** The answer that keeps a request out, or null when it may pass. */
export async function gate(request: Request): Promise<Response | null> {
  if (!config.resourceUrl) return null;
  if (new URL(request.url).pathname === metadataUrl().pathname)
    return Response.json({
      resource: config.resourceUrl,
      authorization_servers: [config.issuerUrl],
      scopes_supported: ['tickets:read', 'tickets:write'],
    });
  const token = /^bearer (\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
  if (token === undefined) return no(401, 'invalid_request');
  const said = await introspect(token);
  if (!said.active || said.aud !== config.resourceUrl || (said.exp ?? 0) * 1000 <= Date.now())
    return no(401, 'invalid_token');
  const scopes = new Set(said.scope?.split(' '));
  if (!scopes.has('tickets:read')) return no(403, 'insufficient_scope');
  if (request.method !== 'POST') return null;
  const body = (await request.clone().json()) as Message | Message[];
  const isChange = [body].flat().some(({ params }) => CHANGES.has(params?.name ?? ''));
  return isChange && !scopes.has('tickets:write') ? no(403, 'insufficient_scope') : null;
}
