export interface Article {
  id: string;
  title: string;
  text: string;
}

const articles = new Map<string, Article>();

/** Stores an article under a new id. */
export function addArticle(title: string, text: string): Article {
  const article = { id: `a${articles.size + 1}`, title, text };
  articles.set(article.id, article);
  return article;
}

export function findArticle(id: string): Article | undefined {
  return articles.get(id);
}

export function allArticles(): Article[] {
  return [...articles.values()];
}
