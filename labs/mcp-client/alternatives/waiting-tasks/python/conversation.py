"""One conversation: a task that asks, calls and waits, and tells whoever is there what came of it."""

import asyncio
import json
import os
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from secrets import token_urlsafe
from typing import Any

import httpx

import config
import hub
from connection import Unusable
from definitions import shown
from hub import HubTool

model = httpx.AsyncClient(base_url=os.environ["ANTHROPIC_BASE_URL"], timeout=90, trust_env=False)
HEADERS = {"x-api-key": os.environ["ANTHROPIC_API_KEY"], "anthropic-version": "2023-06-01"}
SYSTEM = "Use the tools when needed."
QUESTIONS: dict[str, "Question"] = {}


@dataclass
class Question:
    conversation: "Conversation"
    expires: datetime
    answer: asyncio.Future[bool] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Conversation:
    def __init__(self, message: str, tools: dict[str, HubTool]) -> None:
        self.messages: list[dict[str, Any]] = [{"role": "user", "content": message}]
        self.tools = tools
        self.told: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.task = asyncio.create_task(self.live())

    async def live(self) -> None:
        try:
            self.told.put_nowait(await self.outcome())
        except httpx.HTTPError:
            self.told.put_nowait({"status": "stopped", "reason": "model"})

    async def outcome(self) -> dict[str, Any]:
        for _ in range(config.MAX_STEPS):
            content = await self.ask_model()
            self.messages.append({"role": "assistant", "content": content})
            calls = [block for block in content if block["type"] == "tool_use"]
            if not calls:
                text = "".join(block["text"] for block in content if block["type"] == "text")
                return {"status": "answered", "answer": text}
            asked = [call for call in calls if not self.problem(call) and self.tools[call["name"]].needs_approval]
            free = [self.result(call, False, False) for call in calls if call not in asked]
            results = await asyncio.gather(*free)
            if asked:
                agreed = await self.ask_person(asked)
                results += await asyncio.gather(*(self.result(call, True, agreed) for call in asked))
            self.messages.append({"role": "user", "content": results})
        return {"status": "stopped", "reason": "steps"}

    async def ask_model(self) -> list[dict[str, Any]]:
        tools = []
        for name, tool in self.tools.items():
            texts = shown(tool.definition)
            tools.append({"name": name, "description": texts["description"], "input_schema": texts["inputSchema"]})
        body = {"model": config.MODEL, "max_tokens": 1000, "system": SYSTEM, "messages": self.messages, "tools": tools}
        answer = await model.post("/v1/messages", json=body, headers=HEADERS)
        return answer.raise_for_status().json()["content"]

    async def ask_person(self, calls: list[dict[str, Any]]) -> bool:
        id_, expires = token_urlsafe(12), datetime.now(timezone.utc) + timedelta(milliseconds=config.APPROVAL_MS)
        question = QUESTIONS[id_] = Question(self, expires)
        rows = []
        for call in calls:
            tool = self.tools[call["name"]]
            row = {"server": tool.server.policy.name, "tool": tool.definition["name"], "arguments": call["input"]}
            rows.append(row)
        approval = {"id": id_, "calls": rows, "expiresAt": expires.isoformat()}
        self.told.put_nowait({"status": "needs_approval", "approval": approval})
        return await question.answer

    def problem(self, call: dict[str, Any]) -> str | None:
        tool = self.tools.get(call["name"])
        if tool is None:
            return "no such tool"
        return next((error.message for error in tool.validator.iter_errors(call["input"])), None)

    async def result(self, call: dict[str, Any], was_asked: bool, agreed: bool) -> dict[str, Any]:
        text, failed = self.problem(call), True
        if text is None and was_asked:
            text = await self.objection(call) if agreed else "declined"
        if text is None:
            tool = self.tools[call["name"]]
            try:
                answer = await tool.server.call(tool.definition["name"], call["input"])
                text, failed = show(answer), answer.is_error
            except Unusable as error:
                text = f"failed: {error}"
        return {"type": "tool_result", "tool_use_id": call["id"], "is_error": bool(failed), "content": text}

    async def objection(self, call: dict[str, Any]) -> str | None:
        now = (await hub.ready_tools()).get(call["name"])
        is_same = now is not None and now.hash == self.tools[call["name"]].hash
        return None if is_same else "not the tool that it was"


def show(answer: Any) -> str:
    if answer.structured_content is None:
        text = "\n".join(block.text for block in answer.content if block.type == "text")
    else:
        text = json.dumps(answer.structured_content)
    most = config.MAX_RESULT_CHARACTERS
    return text if len(text) <= most else text[:most] + " ... (there was more)"
