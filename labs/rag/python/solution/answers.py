import re

import config
from model import ask
from models import Answer, Citation, Hit
from search import search

REFUSAL = re.compile(r"\s*I don['’]t know\b", re.IGNORECASE)
"""What the instruction tells the model to say. Some say it and cite a passage all the same."""

MARKER = re.compile(r"\s*\[(\d+(?:\s*,\s*\d+)*)\]")
"""`[2]`, and `[1, 3]`."""


async def answer_question(tenant: str, question: str) -> Answer:
    """Answers a question from a tenant's handbook alone."""
    passages = await search(tenant, question, config.PASSAGES)
    if not passages:
        return Answer(answer=None, citations=[])
    said = await ask(question, [passage.text for passage in passages])
    return with_citations(said, passages)


def with_citations(said: str, passages: list[Hit]) -> Answer:
    """Keeps the markers that point at a passage that was sent. An answer that is left without any has no support."""
    cited: dict[int, Citation] = {}

    def keep_real(match: re.Match[str]) -> str:
        real = [n for n in map(int, match[1].split(",")) if 1 <= n <= len(passages)]
        for n in real:
            cited.setdefault(n, Citation(marker=n, **passages[n - 1].model_dump(exclude={"score"})))
        space = match[0][: match[0].index("[")]
        return space + "".join(f"[{n}]" for n in real) if real else ""

    answer = MARKER.sub(keep_real, said).strip()
    if not cited or REFUSAL.match(said):
        return Answer(answer=None, citations=[])
    return Answer(answer=answer, citations=list(cited.values()))
