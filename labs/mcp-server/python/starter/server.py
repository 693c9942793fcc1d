from mcp.server.mcpserver import MCPServer

import config
from tickets import TicketStore


def create_server(store: TicketStore) -> MCPServer:
    server = MCPServer("tickets", version="1.0.0", instructions="Support tickets: list, open, close and audit them.")
    # Register tools, resources and prompts here.
    return server


if __name__ == "__main__":
    tickets_server = create_server(TicketStore())
    if config.PORT is None:
        tickets_server.run()
    else:
        raise SystemExit("MCP over HTTP is not written yet.")
