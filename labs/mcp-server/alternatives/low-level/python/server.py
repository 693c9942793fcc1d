"""Everything in handlers of the low-level server, with plain dictionaries."""

import json
import logging

import anyio
import uvicorn
from mcp.server.auth.middleware.auth_context import get_access_token
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.server.subscriptions import InMemorySubscriptionBus, ListenHandler, ResourceUpdated
from mcp.shared.exceptions import MCPError
from mcp_types import (
    CallToolResult,
    EmbeddedResource,
    GetPromptResult,
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    Prompt,
    PromptArgument,
    PromptMessage,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextContent,
    TextResourceContents,
    Tool,
    ToolAnnotations,
)

import config
from authorization import auth_settings, token_verifier
from tickets import Ticket, TicketStore

store = TicketStore()
bus = InMemorySubscriptionBus()
TEXT = {"type": "string"}
TITLE = {**TEXT, "minLength": 1, "maxLength": 120}
TICKET = Ticket.model_json_schema()


class Refusal(Exception):
    pass


def tool(name, description, properties, output, **more):
    required = more.pop("required", [])
    schema = {"type": "object", "properties": properties, "required": required}
    return Tool(name=name, description=description, input_schema=schema, output_schema=output, **more)


async def list_tools(ctx, params):
    objects = {"type": "array", "items": {"type": "object"}}
    return ListToolsResult(
        tools=[
            tool(
                "list_tickets",
                "All tickets, newest first.",
                {"status": {"enum": ["open", "closed"]}},
                {"type": "object", "properties": {"tickets": objects}},
                annotations=ToolAnnotations(read_only_hint=True),
            ),
            tool(
                "create_ticket",
                "Writes down a new ticket.",
                {"title": TITLE, "body": TEXT, "priority": {"enum": ["low", "normal", "high"]}},
                TICKET,
                required=["title", "body"],
            ),
            tool(
                "close_ticket",
                "Ends the work on a ticket.",
                {"id": TEXT, "resolution": {**TEXT, "minLength": 1}},
                TICKET,
                required=["resolution", "id"],
                annotations=ToolAnnotations(destructive_hint=True),
            ),
            tool(
                "audit_tickets",
                "Looks at every ticket.",
                {},
                {"type": "object", "properties": {"checked": {"type": "integer"}, "problems": objects}},
            ),
        ]
    )


def may_write():
    token = get_access_token()
    if token is not None and "tickets:write" not in token.scopes:
        raise Refusal("You may only read.")


async def run(name, args, ctx):
    if name == "list_tickets":
        status = args.get("status")
        return {"tickets": [t.model_dump() for t in store.list() if status is None or t.status == status]}
    if name == "create_ticket":
        may_write()
        title, body, priority = args.get("title"), args.get("body"), args.get("priority", "normal")
        texts = isinstance(title, str) and isinstance(body, str)
        if not texts or not 1 <= len(title) <= 120 or priority not in ("low", "normal", "high"):
            raise Refusal("The title needs 1 to 120 characters, the body is a text, the priority low, normal or high.")
        return store.create(title, body, priority).model_dump()
    if name == "close_ticket":
        may_write()
        found = store.get(args.get("id"))
        if found is None or found.status == "closed":
            raise Refusal(f"{args.get('id')} is not an open ticket.")
        if not isinstance(args.get("resolution"), str) or not args["resolution"]:
            raise Refusal("The resolution says how it ended.")
        closed = store.close(found, args["resolution"])
        await bus.publish(ResourceUpdated(uri=f"ticket://{closed.id}"))
        return closed.model_dump()
    problems, tickets = [], store.list()
    for i, ticket in enumerate(tickets):
        problem = await store.inspect(ticket)
        problems += [{"id": ticket.id, "problem": problem}] if problem else []
        await ctx.session.report_progress(i + 1, len(tickets))
    return {"checked": len(tickets), "problems": problems}


async def call_tool(ctx, params):
    if params.name not in ("list_tickets", "create_ticket", "close_ticket", "audit_tickets"):
        raise MCPError(code=-32602, message=f"no tool {params.name}")
    try:
        result = await run(params.name, params.arguments or {}, ctx)
    except Refusal as refusal:
        return CallToolResult(content=[TextContent(type="text", text=str(refusal))], is_error=True)
    except Exception:
        logging.exception("tool failed")
        return CallToolResult(content=[TextContent(type="text", text="Something broke on our side.")], is_error=True)
    return CallToolResult(content=[TextContent(type="text", text=json.dumps(result))], structured_content=result)


def contents_of(ticket):
    return TextResourceContents(
        uri=f"ticket://{ticket.id}", mime_type="application/json", text=json.dumps(ticket.model_dump())
    )


async def list_templates(ctx, params):
    template = ResourceTemplate(name="ticket", uri_template="ticket://{id}", mime_type="application/json")
    return ListResourceTemplatesResult(resource_templates=[template])


async def list_resources(ctx, params):
    cursor = params.cursor if params else None
    if cursor is not None and not cursor.isdigit():
        raise MCPError(code=-32602, message="not a cursor")
    # Ids count up, so "older than 120" says where to go on.
    rest = [t for t in store.list() if cursor is None or int(t.id[2:]) < int(cursor)]
    page = [Resource(uri=f"ticket://{t.id}", name=t.id, title=t.title, mime_type="application/json") for t in rest[:10]]
    return ListResourcesResult(resources=page, next_cursor=rest[9].id[2:] if len(rest) > 10 else None)


async def read_resource(ctx, params):
    ticket = store.get(str(params.uri).removeprefix("ticket://"))
    if ticket is None:
        raise MCPError(code=-32602, message="no such ticket", data={"uri": str(params.uri)})
    return ReadResourceResult(contents=[contents_of(ticket)])


async def list_prompts(ctx, params):
    argument = PromptArgument(name="id", required=True)
    return ListPromptsResult(prompts=[Prompt(name="triage", description="What to do next", arguments=[argument])])


async def get_prompt(ctx, params):
    ticket = store.get((params.arguments or {}).get("id", ""))
    if ticket is None:
        raise MCPError(code=-32602, message="no such ticket")
    parts = [
        EmbeddedResource(type="resource", resource=contents_of(ticket)),
        TextContent(type="text", text=f"What next for {ticket.id}?"),
    ]
    return GetPromptResult(messages=[PromptMessage(role="user", content=part) for part in parts])


server = Server(
    "desk",
    on_list_tools=list_tools,
    on_call_tool=call_tool,
    on_list_resources=list_resources,
    on_list_resource_templates=list_templates,
    on_read_resource=read_resource,
    on_list_prompts=list_prompts,
    on_get_prompt=get_prompt,
    on_subscriptions_listen=ListenHandler(bus),
)


async def main():
    logging.basicConfig()
    if config.PORT is None:
        async with stdio_server() as (read, write):
            await server.run(read, write, server.create_initialization_options())
        return
    app = server.streamable_http_app(auth=auth_settings(), token_verifier=token_verifier())
    await uvicorn.Server(uvicorn.Config(app, port=config.PORT, log_level="warning")).serve()


anyio.run(main)
