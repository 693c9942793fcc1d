"""Two servers to play with: `python dev_servers.py`. The checks bring their own, with worse manners."""

from collections.abc import Callable
from multiprocessing import Process
from typing import Annotated

import uvicorn
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import ToolAnnotations
from pydantic import BaseModel, Field

ORDERS = {"ORD-1042": {"status": "shipped", "product": "lamp"}, "ORD-1043": {"status": "pending", "product": "chair"}}
TICKETS = {"T-101": {"title": "The lamp is broken", "status": "open"}}

OrderId = Annotated[str, Field(description="Such as ORD-1042")]


class Order(BaseModel):
    status: str
    product: str


class OrderTickets(BaseModel):
    order: str
    tickets: int


def shop() -> MCPServer:
    server = MCPServer("shop", version="1.0.0")

    @server.tool(annotations=ToolAnnotations(read_only_hint=True))
    def get_order_status(order: OrderId) -> Order:
        """Get the status of an order"""
        if order not in ORDERS:
            raise ToolError("not found")
        return Order.model_validate(ORDERS[order])

    @server.tool(annotations=ToolAnnotations(destructive_hint=True))
    def cancel_order(order: OrderId) -> str:
        """Cancel an order"""
        if ORDERS.pop(order, None) is None:
            raise ToolError("not found")
        return f"{order} is canceled"

    return server


def desk() -> MCPServer:
    """Somebody else's server, with a tool of the same name."""
    server = MCPServer("desk", version="1.0.0")

    @server.tool()
    def get_order_status(order: OrderId) -> OrderTickets:
        """Get the tickets about an order"""
        return OrderTickets(order=order, tickets=len(TICKETS))

    @server.tool()
    def close_ticket(id: str) -> str:
        """Close a ticket"""
        if TICKETS.pop(id, None) is None:
            raise ToolError("not found")
        return f"{id} is closed"

    return server


def serve(create: Callable[[], MCPServer], port: int) -> None:
    # Who listens for changes never leaves by itself.
    uvicorn.run(create().streamable_http_app(), host="127.0.0.1", port=port, timeout_graceful_shutdown=1)


if __name__ == "__main__":
    for create, port in ((shop, 4201), (desk, 4202)):
        Process(target=serve, args=(create, port)).start()
