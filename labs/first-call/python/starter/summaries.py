from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

from errors import HttpError


class SummaryRequest(BaseModel):
    """The body of POST /summaries. Any other body is answered with 400 before your code runs."""

    article_id: str = Field(alias="articleId")


async def create_summary(body: SummaryRequest, request: Request) -> Response:
    """POST /summaries: summarises one stored article."""
    raise HttpError(501, "not_implemented", "Not written yet.")
