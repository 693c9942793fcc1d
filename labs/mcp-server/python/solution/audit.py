from mcp.server.mcpserver import Context, MCPServer
from mcp_types import ToolAnnotations
from pydantic import BaseModel

from tickets import TicketStore


class Finding(BaseModel):
    id: str
    problem: str


class Audit(BaseModel):
    checked: int
    problems: list[Finding]


def register(server: MCPServer, store: TicketStore) -> None:
    @server.tool(annotations=ToolAnnotations(read_only_hint=True))
    async def audit_tickets(context: Context) -> Audit:
        """Inspects every ticket and lists those with a problem. Takes a while."""
        tickets = store.list()
        problems: list[Finding] = []
        # A request that is canceled ends at the next await: nothing here may swallow that.
        for done, ticket in enumerate(tickets, start=1):
            problem = await store.inspect(ticket)
            if problem:
                problems.append(Finding(id=ticket.id, problem=problem))
            await context.report_progress(done, len(tickets))
        return Audit(checked=len(tickets), problems=problems)
