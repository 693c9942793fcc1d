"""What an authorization server says about a token: rfc-editor.org/rfc/rfc7662#section-2.2."""

from pydantic import BaseModel

import config


class Introspection(BaseModel):
    # False: unknown, or taken back. The other fields are missing then.
    active: bool
    client_id: str | None = None
    # Scopes with a space between them.
    scope: str | None = None
    # When the token expires, in seconds since 1970.
    exp: int | None = None
    # Which server the token was issued for.
    aud: str | None = None


async def introspect(token: str) -> Introspection:
    """Asks the authorization server about a token. Here it is a table; at work it is a request."""
    return Introspection.model_validate(config.TOKENS.get(token, {"active": False}))
