import json
import time
from urllib.parse import urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

import config
from tokens import introspect

CHANGES = {"create_ticket", "close_ticket"}


class Gate:
    """ASGI in front of the whole application: everything that is not allowed ends here."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        resource = urlsplit(config.RESOURCE_URL)
        self.path = f"/.well-known/oauth-protected-resource{resource.path}"
        self.metadata = urlunsplit((resource.scheme, resource.netloc, self.path, "", ""))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        body = b""
        is_more = scope["method"] == "POST"
        while is_more:
            message = await receive()
            body += message.get("body", b"")
            is_more = message.get("more_body", False)
        refusal = await self.refusal(Request(scope), body)
        if refusal:
            await refusal(scope, receive, send)
            return
        pending = [{"type": "http.request", "body": body, "more_body": False}]

        async def again():
            return pending.pop() if pending else await receive()

        await self.app(scope, again, send)

    async def refusal(self, request: Request, body: bytes) -> Response | None:
        if request.url.path == self.path:
            return JSONResponse(
                {
                    "resource": config.RESOURCE_URL,
                    "authorization_servers": [config.ISSUER_URL],
                    "scopes_supported": ["tickets:read", "tickets:write"],
                }
            )
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        said = await introspect(token)
        is_good = scheme.lower() == "bearer" and said.active and said.aud == config.RESOURCE_URL
        if not is_good or (said.exp or 0) <= time.time():
            return self.no(401, "invalid_token")
        scopes = (said.scope or "").split()
        if "tickets:read" not in scopes:
            return self.no(403, "insufficient_scope")
        name = (json.loads(body).get("params") or {}).get("name") if body else None
        if name in CHANGES and "tickets:write" not in scopes:
            return self.no(403, "insufficient_scope")
        return None

    def no(self, status: int, error: str) -> Response:
        challenge = f'Bearer error="{error}", resource_metadata="{self.metadata}"'
        return PlainTextResponse(error, status, headers={"WWW-Authenticate": challenge})
