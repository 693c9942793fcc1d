from mcp.server.mcpserver import MCPServer

import audit
import config
import prompts
import resources
import tools
from authorization import auth_settings, token_verifier
from tickets import TicketStore


def create_server(store: TicketStore) -> MCPServer:
    server = MCPServer(
        "tickets",
        version="1.0.0",
        instructions="Support tickets: list, open, close and audit them.",
        auth=auth_settings(),
        token_verifier=token_verifier(),
    )
    tools.register(server, store)
    audit.register(server, store)
    resources.register(server, store)
    prompts.register(server, store)
    return server


if __name__ == "__main__":
    tickets_server = create_server(TicketStore())
    if config.PORT is None:
        tickets_server.run()
    else:
        tickets_server.run("streamable-http", host="127.0.0.1", port=config.PORT)
