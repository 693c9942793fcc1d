import uvicorn
from fastapi import FastAPI, Request
from fastapi.responses import Response
from pydantic import BaseModel, Field

import config
from articles import Article, add_article, all_articles, find_article
from errors import HttpError, add_error_answers
from summaries import SummaryRequest, create_summary

app = FastAPI(title="Articles")
add_error_answers(app)


class NewArticle(BaseModel):
    title: str
    text: str = Field(min_length=1, pattern=r"\S")


@app.get("/articles")
def list_articles() -> dict[str, list[Article]]:
    return {"articles": all_articles()}


@app.post("/articles", status_code=201)
def create_article(body: NewArticle) -> Article:
    return add_article(body.title, body.text)


@app.get("/articles/{article_id}")
def read_article(article_id: str) -> Article:
    article = find_article(article_id)
    if article is None:
        raise HttpError(404, "not_found", f"There is no article {article_id}.")
    return article


@app.post("/summaries")
async def post_summary(body: SummaryRequest, request: Request) -> Response:
    return await create_summary(body, request)


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=config.PORT, log_level="warning")
