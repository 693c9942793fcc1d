import re
from collections.abc import Iterable, Iterator

from models import Chunk

Span = tuple[int, int]

SENTENCE = re.compile(r"\S.*?(?:[.!?](?=\s|$)|(?=\n\s*\n|\s*\Z))", re.DOTALL)
HEADING = re.compile(r"^#", re.MULTILINE)
FIRST_LINE = re.compile(r"#.*")


def chunk_text(text: str, limit: int) -> list[Chunk]:
    """Cuts a document into chunks that keep sentences whole and sections apart.

    Positions are those of the document, so that whoever reads an answer can find the place that it came from.
    """
    return [
        Chunk(start=start, end=end, text=text[start:end])
        for section in sections_of(text)
        for start, end in pack(cut(sentences_of(text, section), limit), limit)
    ]


def sections_of(text: str) -> Iterator[Span]:
    """A line that begins with # opens a section."""
    starts = sorted({0, *(match.start() for match in HEADING.finditer(text))})
    return zip(starts, [*starts[1:], len(text)], strict=True)


def sentences_of(text: str, section: Span) -> Iterator[Span]:
    """Sentences end with . ! or ? before white space, and at the end of a paragraph or a heading."""
    at, end = section
    if heading := FIRST_LINE.match(text, at, end):
        yield heading.span()
        at = heading.end()
    for match in SENTENCE.finditer(text[at:end]):
        yield at + match.start(), at + match.start() + len(match[0].rstrip())


def cut(sentences: Iterable[Span], limit: int) -> Iterator[Span]:
    """A sentence that is longer than a chunk has to be cut somewhere; nothing of it is left out."""
    for start, end in sentences:
        for at in range(start, end, limit):
            yield at, min(at + limit, end)


def pack(spans: Iterable[Span], limit: int) -> list[Span]:
    """Puts neighbours together for as long as they fit."""
    packed: list[Span] = []
    for start, end in spans:
        if packed and end - packed[-1][0] <= limit:
            packed[-1] = (packed[-1][0], end)
        else:
            packed.append((start, end))
    return packed
