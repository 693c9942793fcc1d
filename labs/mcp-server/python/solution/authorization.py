"""Who may use the server over HTTP. Without RESOURCE_URL, and over stdio, nobody is asked for a token."""

from mcp.server.auth.middleware.auth_context import get_access_token
from mcp.server.auth.provider import AccessToken, TokenVerifier
from mcp.server.auth.settings import AuthSettings
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import AnyHttpUrl

import config
from tokens import introspect


def auth_settings() -> AuthSettings | None:
    if config.RESOURCE_URL is None:
        return None
    return AuthSettings(
        issuer_url=AnyHttpUrl(config.ISSUER_URL),
        resource_server_url=AnyHttpUrl(config.RESOURCE_URL),
        validate_token_resource=True,
        required_scopes=["tickets:read"],
    )


def token_verifier() -> TokenVerifier | None:
    return IntrospectionVerifier() if config.RESOURCE_URL else None


class IntrospectionVerifier(TokenVerifier):
    async def verify_token(self, token: str) -> AccessToken | None:
        said = await introspect(token)
        if not said.active or said.client_id is None or said.aud is None or said.exp is None:
            return None
        return AccessToken(
            token=token,
            client_id=said.client_id,
            scopes=(said.scope or "").split(),
            expires_at=said.exp,
            resource=said.aud,
        )


def require_scope(scope: str) -> None:
    """Refuses a caller whose token lacks the scope. Without authorization there is no token to look at."""
    token = get_access_token()
    if config.RESOURCE_URL is not None and config.PORT is not None and (token is None or scope not in token.scopes):
        raise ToolError(f"This needs the scope {scope}, which your token does not have.")
