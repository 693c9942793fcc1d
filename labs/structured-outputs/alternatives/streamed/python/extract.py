from anthropic import AsyncAnthropic

from channels import CHANNELS
from config import MAX_TOKENS, MODEL
from draft_schema import DRAFTS, instructions
from grounding import inventions
from record import to_record


class Conversation:
    """One report, its turns, and the calls that it has left."""

    def __init__(self, text, via, version):
        self.text, self.version, self.channel = text, version, CHANNELS[via]
        self.turns = [{"role": "user", "content": [{"type": "text", "text": f"<report>\n{text}\n</report>"}]}]
        self.calls_left, self.room, self.was_cut = 3, MAX_TOKENS, False
        self.client = AsyncAnthropic(max_retries=1)

    async def next_message(self):
        self.calls_left -= 1
        async with self.client.messages.stream(
            model=MODEL,
            max_tokens=self.room,
            system=[{"type": "text", "text": instructions(self.version)}],
            messages=self.turns,
            **self.channel.request(self.version),
        ) as stream:
            return await stream.get_final_message()

    async def run(self):
        while self.calls_left:
            message = await self.next_message()
            match message.stop_reason:
                case "refusal":
                    return {"status": "refused"}
                case "max_tokens" if self.was_cut or not self.calls_left:
                    return {"status": "truncated"}
                case "max_tokens":
                    self.room, self.was_cut = self.room * 3, True
                    continue
            found = self.channel.read(message)
            result = to_record(draft=found, version=self.version)
            if isinstance(found, dict):
                result.setdefault("problems", []).extend(inventions(found, self.text))
            if not result.get("problems"):
                return {"status": "ok", "record": result["record"]}
            told = "; ".join(f"{p['field']} ({p['message']})" for p in result["problems"])
            if own := [block.model_dump(include=KEPT) for block in message.content]:
                self.turns.append({"role": "assistant", "content": own})
            self.turns.append(self.channel.objection(message, f"Correct this and answer again: {told}"))
        return {"status": "invalid", "problems": result["problems"]}


KEPT = {"type", "text", "id", "name", "input"}


async def draft(*, text):
    conversation = Conversation(text, "format", 1)
    conversation.turns[0]["content"] = text
    return conversation.channel.read(await conversation.next_message())


async def extract(*, text, via="format", version=1):
    if version not in DRAFTS:
        return to_record(draft={}, version=version)
    return await Conversation(text, via, version).run()
