"""What goes over the wire. In Python the names are snake_case, in JSON camelCase."""

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


class Wire(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, str_strip_whitespace=True)


class DocumentBody(BaseModel):
    title: str = Field(min_length=1)
    text: str = Field(pattern=r"\S")


class SearchBody(Wire):
    query: str = Field(min_length=1)
    limit: int = Field(5, ge=1, le=20)


class AskBody(Wire):
    question: str = Field(min_length=1)


class Chunk(BaseModel):
    """A piece of a document: `text` is what stands from `start` up to `end`."""

    start: int
    end: int
    text: str


class Place(Wire):
    """A passage, and where it stands."""

    model_config = ConfigDict(str_strip_whitespace=False)

    document_id: str
    title: str
    start: int
    end: int
    text: str


class Hit(Place):
    """A passage that was found. The one with the highest score fits best."""

    score: float


class Citation(Place):
    """A place in the handbook that an answer rests on. `marker` is its number in the answer."""

    marker: int


class Answer(BaseModel):
    """`answer` is None when nothing in the tenant's handbook supports one."""

    answer: str | None
    citations: list[Citation]
