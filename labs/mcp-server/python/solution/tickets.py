"""The tickets, in memory."""

import json
from pathlib import Path
from typing import Literal

import anyio
from pydantic import BaseModel

import config

Priority = Literal["low", "normal", "high"]
Status = Literal["open", "closed"]


class Ticket(BaseModel):
    id: str
    title: str
    body: str
    priority: Priority
    status: Status
    resolution: str | None


class TicketStore:
    def __init__(self) -> None:
        self._tickets = _load()

    def list(self) -> list[Ticket]:
        """All tickets, the newest first."""
        return self._tickets[::-1]

    def get(self, ticket_id: str) -> Ticket | None:
        return next((ticket for ticket in self._tickets if ticket.id == ticket_id), None)

    def create(self, title: str, body: str, priority: Priority) -> Ticket:
        """Raises OSError when the storage fails; its text is for us only."""
        _fail_on_fault()
        number = max([100, *(int(ticket.id[2:]) for ticket in self._tickets)]) + 1
        ticket = Ticket(id=f"T-{number}", title=title, body=body, priority=priority, status="open", resolution=None)
        self._tickets.append(ticket)
        return ticket

    def close(self, ticket: Ticket, resolution: str) -> Ticket:
        """Raises OSError when the storage fails."""
        _fail_on_fault()
        ticket.status = "closed"
        ticket.resolution = resolution
        return ticket

    async def inspect(self, ticket: Ticket) -> str | None:
        """Looks at one ticket, which takes its time. Gives what is wrong with it, or None."""
        await anyio.sleep(config.AUDIT_SECONDS)
        if config.AUDIT_LOG:
            with Path(config.AUDIT_LOG).open("a") as log:
                log.write(f"{ticket.id}\n")
        return None if ticket.body.strip() else "no body"


def _load() -> list[Ticket]:
    if not config.TICKETS_FILE:
        return []
    return [Ticket.model_validate(item) for item in json.loads(Path(config.TICKETS_FILE).read_text())]


def _fail_on_fault() -> None:
    if config.TICKETS_FAULT:
        raise OSError(config.TICKETS_FAULT)
