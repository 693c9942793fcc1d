"""One question as an object. The model's answers are streamed."""

import asyncio
import hashlib
import json
import secrets
from typing import Any, ClassVar

from anthropic import AsyncAnthropic

import config
import tools
from shop import ToolError

client = AsyncAnthropic(max_retries=1)


class Stop(Exception):
    pass


class Session:
    open: ClassVar[dict[str, "Session"]] = {}

    def __init__(self, question: str) -> None:
        self.messages: list[Any] = [{"role": "user", "content": [{"type": "text", "text": question}]}]
        self.turns = 0
        self.tokens = {"input": 0, "output": 0}
        self.calls: list[Any] = []
        self.decisions: dict[str, asyncio.Future[dict]] = {}

    async def advance(self, id_: str | None = None, approved: bool = False) -> dict:
        try:
            return await asyncio.wait_for(self._all_steps(id_, approved), config.MAX_SECONDS)
        except Stop as stop:
            return {"status": "stopped", "reason": str(stop)}
        except asyncio.TimeoutError:
            return {"status": "stopped", "reason": "time"}

    def decide(self, id_: str, approved: bool) -> asyncio.Future[dict]:
        if id_ not in self.decisions:
            self.decisions[id_] = asyncio.ensure_future(self.advance(id_, approved))
        return self.decisions[id_]

    async def _all_steps(self, id_: str | None, approved: bool) -> dict:
        if id_ is not None:
            await self._answer(id_ if approved else None)
        while (body := await self._step()) is None:
            await self._answer(None)
        return body

    async def _step(self) -> dict | None:
        if self.turns == config.MAX_STEPS:
            raise Stop("steps")
        if sum(self.tokens[kind] * price for kind, price in config.PRICE.items()) / 1e6 >= config.MAX_COST_USD:
            raise Stop("cost")
        async with client.messages.stream(
            model=config.MODEL,
            max_tokens=900,
            system=[{"type": "text", "text": "Use the tools when needed."}],
            tools=tools.DEFINITIONS,
            messages=self.messages,
        ) as stream:
            message = await stream.get_final_message()
        self.turns += 1
        self.tokens["input"] += message.usage.input_tokens
        self.tokens["output"] += message.usage.output_tokens
        if message.stop_reason == "max_tokens":
            raise Stop("length")
        self.messages.append(
            {"role": "assistant", "content": [plain(block) for block in message.content]}
        )
        self.calls = [block for block in message.content if block.type == "tool_use"]
        if not self.calls:
            return {"status": "answered", "answer": "".join(b.text for b in message.content if b.type == "text")}
        asked = [call for call in self.calls if self._is_refund(call)]
        if not asked:
            return None
        id_ = secrets.token_hex(8)
        Session.open[id_] = self
        shown = [{"arguments": call.input, "tool": call.name} for call in asked]
        return {"confirmation": {"calls": shown, "id": id_}, "status": "needs_confirmation"}

    def _is_refund(self, call: Any) -> bool:
        try:
            return bool(tools.find(call.name).parse(call.input)) and call.name == "refund_order"
        except ToolError:
            return False

    async def _answer(self, permit: str | None) -> None:
        done = await asyncio.gather(*(self._run(call, permit) for call in self.calls), return_exceptions=True)
        blocks = []
        for call, one in zip(self.calls, done):
            if isinstance(one, ToolError):
                one = {"error": str(one)}
                is_error = True
            elif isinstance(one, BaseException):
                raise one
            else:
                is_error = False
            text = [{"type": "text", "text": json.dumps(one)}]
            blocks.append(
                {"type": "tool_result", "tool_use_id": call.id, "content": text, "is_error": is_error}
            )
        self.messages.append({"role": "user", "content": blocks})

    async def _run(self, call: Any, permit: str | None) -> dict:
        tool = tools.find(call.name)
        arguments = tool.parse(call.input)
        if tool.needs_confirmation and permit is None:
            raise ToolError("declined")
        key = hashlib.sha256(f"{permit} {call.id}".encode()).hexdigest()
        return await tool.run(arguments, key)


def plain(block: Any) -> dict:
    if block.type == "text":
        return {"type": "text", "text": block.text}
    return {"type": "tool_use", "id": block.id, "name": block.name, "input": block.input}
