from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.prompts.base import Message, UserMessage
from mcp.shared.exceptions import MCPError
from mcp_types import INVALID_PARAMS, EmbeddedResource, TextResourceContents

from resources import uri_of
from tickets import TicketStore


def register(server: MCPServer, store: TicketStore) -> None:
    @server.prompt(title="Triage a ticket")
    def triage(id: str) -> list[Message]:
        """Asks for a priority and the next step for one ticket."""
        ticket = store.get(id)
        if ticket is None:
            raise MCPError(code=INVALID_PARAMS, message=f"There is no ticket {id}.")
        contents = TextResourceContents(uri=uri_of(id), mime_type="application/json", text=ticket.model_dump_json())
        return [
            UserMessage(f"Suggest a priority and the next step for ticket {id}."),
            UserMessage(EmbeddedResource(type="resource", resource=contents)),
        ]
