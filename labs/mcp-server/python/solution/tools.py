from typing import Annotated

from mcp.server.mcpserver import Context, MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import BaseModel, Field

from authorization import require_scope
from resources import uri_of
from tickets import Priority, Status, Ticket, TicketStore


class TicketList(BaseModel):
    tickets: list[Ticket]


Title = Annotated[str, Field(min_length=1, max_length=120, description="One line that says what is wrong")]
Body = Annotated[str, Field(description="What happened, in the words of the customer")]
TicketId = Annotated[str, Field(description="Such as T-101")]
Resolution = Annotated[str, Field(min_length=1, description="How it was resolved")]


def register(server: MCPServer, store: TicketStore) -> None:
    @server.tool(annotations=ToolAnnotations(read_only_hint=True))
    def list_tickets(status: Annotated[Status | None, Field(description="Only these")] = None) -> TicketList:
        """Lists support tickets, the newest first."""
        return TicketList(tickets=[ticket for ticket in store.list() if status in (None, ticket.status)])

    @server.tool(annotations=ToolAnnotations(read_only_hint=False, destructive_hint=False))
    def create_ticket(title: Title, body: Body, priority: Priority = "normal") -> Ticket:
        """Opens a new support ticket and gives it back with its id."""
        require_scope("tickets:write")
        return store.create(title, body, priority)

    @server.tool(annotations=ToolAnnotations(read_only_hint=False, destructive_hint=True))
    async def close_ticket(id: TicketId, resolution: Resolution, context: Context) -> Ticket:
        """Closes an open ticket for good and notes how it was resolved."""
        require_scope("tickets:write")
        ticket = store.get(id)
        if ticket is None:
            raise ToolError(f"There is no ticket {id}. Call list_tickets to see which there are.")
        if ticket.status == "closed":
            raise ToolError(f"The ticket {id} is closed already.")
        closed = store.close(ticket, resolution)
        await context.notify_resource_updated(uri_of(id))
        return closed
