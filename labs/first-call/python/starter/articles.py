"""The articles, in memory."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Article:
    id: str
    title: str
    text: str


_articles: dict[str, Article] = {}


def add_article(title: str, text: str) -> Article:
    """Stores an article under a new id."""
    article = Article(f"a{len(_articles) + 1}", title, text)
    _articles[article.id] = article
    return article


def find_article(article_id: str) -> Article | None:
    return _articles.get(article_id)


def all_articles() -> list[Article]:
    return list(_articles.values())
