from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from mcp.server.context import CallNext, HandlerResult, ServerRequestContext
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ResourceNotFoundError
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, ListResourcesResult, Resource

from tickets import TicketStore

PAGE = 10


def uri_of(ticket_id: str) -> str:
    return f"ticket://{ticket_id}"


def register(server: MCPServer, store: TicketStore) -> None:
    @server.resource("ticket://{id}", name="ticket", title="A ticket", mime_type="application/json")
    def read_ticket(id: str) -> str:
        """One support ticket as JSON"""
        ticket = store.get(id)
        if ticket is None:
            raise ResourceNotFoundError(f"There is no resource {uri_of(id)}.")
        return ticket.model_dump_json()

    async def list_in_pages(ctx: ServerRequestContext[Any, Any], call_next: CallNext) -> HandlerResult:
        """The list of the SDK has no pages and knows only what was registered, so ours takes its place."""
        if ctx.method != "resources/list":
            return await call_next(ctx)
        return page_of(store, (ctx.params or {}).get("cursor"))

    server.middleware.append(list_in_pages)


def page_of(store: TicketStore, cursor: str | None) -> ListResourcesResult:
    """A cursor names the last ticket of its page: a number would slip when a ticket is added in between."""
    tickets = store.list()
    start = 0 if cursor is None else _after(cursor, [ticket.id for ticket in tickets])
    page = tickets[start : start + PAGE]
    has_more = start + PAGE < len(tickets)
    return ListResourcesResult(
        resources=[
            Resource(uri=uri_of(ticket.id), name=ticket.id, title=ticket.title, mime_type="application/json")
            for ticket in page
        ],
        next_cursor=urlsafe_b64encode(page[-1].id.encode()).decode() if has_more else None,
    )


def _after(cursor: str, ids: list[str]) -> int:
    try:
        return ids.index(urlsafe_b64decode(cursor).decode()) + 1
    except ValueError:
        raise MCPError(code=INVALID_PARAMS, message="This cursor is not one of ours.") from None
