import uvicorn
from mcp.server.mcpserver import MCPServer

import audit
import config
import prompts
import resources
import tools
from gate import Gate
from tickets import TicketStore

store = TicketStore()
server = MCPServer("tickets", log_level="WARNING")
for part in (tools, resources, audit, prompts):
    part.register(server, store)

if config.PORT:
    app = server.streamable_http_app()
    uvicorn.run(Gate(app) if config.RESOURCE_URL else app, port=config.PORT, log_level="warning")
else:
    server.run("stdio")
