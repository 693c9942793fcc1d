import {
  getOAuthProtectedResourceMetadataUrl,
  OAuthError,
  OAuthErrorCode,
  requireBearerAuth,
  type AuthInfo,
  type OAuthTokenVerifier,
} from '@modelcontextprotocol/server';
import { config } from './config.ts';
import { introspect } from './tokens.ts';

interface Authorization {
  /** Where clients read who issues tokens for this server. */
  metadataPath: string;
  metadata(): Response;
  /** @returns who asks, or the answer that refuses the request */
  check(request: Request): Promise<AuthInfo | Response>;
}

/** Undefined without RESOURCE_URL: then the server, which only its own machine reaches, asks for no token. */
export function createAuthorization(): Authorization | undefined {
  if (config.resourceUrl === null) return undefined;
  const resource = new URL(config.resourceUrl);
  const resourceMetadataUrl = getOAuthProtectedResourceMetadataUrl(resource);
  return {
    metadataPath: new URL(resourceMetadataUrl).pathname,
    metadata: () =>
      Response.json({
        resource: resource.href,
        authorization_servers: [config.issuerUrl],
        scopes_supported: ['tickets:read', 'tickets:write'],
        bearer_methods_supported: ['header'],
      }),
    check: requireBearerAuth({
      verifier,
      requiredScopes: ['tickets:read'],
      expectedResource: resource,
      resourceMetadataUrl,
    }),
  };
}

const verifier: OAuthTokenVerifier = {
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
};
