import { createServer as createHttpServer } from 'node:http';
import { toNodeHandler } from '@modelcontextprotocol/node';
import {
  createMcpHandler,
  getOAuthProtectedResourceMetadataUrl,
  hostHeaderValidationResponse,
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  OAuthError,
  OAuthErrorCode,
  originValidationResponse,
  requireBearerAuth,
} from '@modelcontextprotocol/server';
import { config } from './config.ts';
import { createServer } from './create-server.ts';
import type { TicketStore } from './tickets.ts';
import { introspect } from './tokens.ts';

export function serveHttp(store: TicketStore, port: number): void {
  const mcp = createMcpHandler(({ era }) => createServer(store, era));
  store.onChange((id) => mcp.notify.resourceUpdated(`ticket://${id}`));
  const fetch = async (request: Request): Promise<Response> =>
    hostHeaderValidationResponse(request, localhostAllowedHostnames()) ??
    originValidationResponse(request, localhostAllowedOrigins()) ??
    (config.resourceUrl ? guard(new URL(config.resourceUrl), request) : mcp.fetch(request));

  async function guard(resource: URL, request: Request): Promise<Response> {
    if (new URL(request.url).pathname.startsWith('/.well-known/'))
      return Response.json({
        resource: config.resourceUrl,
        authorization_servers: [config.issuerUrl],
        scopes_supported: ['tickets:read'],
      });
    const check = requireBearerAuth({
      verifier: {
        async verifyAccessToken(token) {
          const { active, client_id: clientId, scope, exp, aud } = await introspect(token);
          if (!active || !clientId || !aud || exp === undefined)
            throw new OAuthError(OAuthErrorCode.InvalidToken, 'This token is not valid.');
          return {
            token,
            clientId,
            scopes: (scope ?? '').split(' '),
            expiresAt: exp,
            resource: new URL(aud),
          };
        },
      },
      requiredScopes: ['tickets:read'],
      expectedResource: resource,
      resourceMetadataUrl: getOAuthProtectedResourceMetadataUrl(resource),
    });
    const authInfo = await check(request);
    return authInfo instanceof Response ? authInfo : mcp.fetch(request, { authInfo });
  }
  createHttpServer(toNodeHandler({ fetch })).listen(port, '127.0.0.1');
}
