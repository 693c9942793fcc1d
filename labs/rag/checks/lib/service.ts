import type { CheckTools, HttpAnswer } from '../../../../electron/server/labs/checks.ts';

export interface Source {
  title: string;
  text: string;
}

export interface Hit {
  documentId: string;
  title: string;
  start: number;
  end: number;
  text: string;
  /** Of hits only; a citation has none. */
  score?: unknown;
}

export interface Citation extends Hit {
  marker: number;
}

export interface AskAnswer {
  answer: string | null;
  citations: Citation[];
}

export interface Span {
  start: number;
  end: number;
  text: string;
}

/** The service as one of its customers uses it. Each call fails the check unless it is answered as agreed. */
export interface Customer {
  put(id: string, source: Source): Promise<number>;
  get(id: string): Promise<HttpAnswer>;
  remove(id: string): Promise<HttpAnswer>;
  chunks(id: string): Promise<Span[]>;
  search(query: string, limit?: number): Promise<Hit[]>;
  ask(question: string): Promise<AskAnswer>;
  /** Any request, with the customer's key. */
  send(path: string, init: { method?: string; json?: unknown }): Promise<HttpAnswer>;
}

/**
 * That many customers, each with a key of its own. Before the first request. Runs that share a database have different
 * ones: what another run stored is text of other tenants.
 */
export function customers(t: CheckTools, count: number): Customer[] {
  const { random, at, count: runs } = t.turns();
  const keys = Array.from({ length: count * runs }, (_, i) => `key-${random.word(10)}${i}`);
  const tenants = Object.fromEntries(keys.map((key, i) => [key, `${random.word(6)}${i}`]));
  t.env({ TENANT_KEYS: JSON.stringify(tenants) });
  return keys.slice(at * count, (at + 1) * count).map((key) => customer(t, key));
}

/** For checks that need one. */
export function oneCustomer(t: CheckTools): Customer {
  return customers(t, 1)[0]!;
}

function customer(t: CheckTools, key: string): Customer {
  const headers = { authorization: `Bearer ${key}` };
  const send: Customer['send'] = (path, init) => t.http(path, { ...init, headers, timeoutMs: 60_000 });
  const ok = async (path: string, init: { method?: string; json?: unknown }) => {
    const answer = await send(path, init);
    t.expect.status(answer, 200);
    return answer;
  };
  return {
    send,
    async put(id, source) {
      const answer = await ok(`/documents/${id}`, { method: 'PUT', json: source });
      return Number(answer.json()['chunks'] ?? 0);
    },
    get: (id) => send(`/documents/${id}`, {}),
    remove: (id) => send(`/documents/${id}`, { method: 'DELETE' }),
    chunks: async (id) => listOf<Span>(t, await ok(`/documents/${id}/chunks`, {}), 'chunks'),
    search: async (query, limit) =>
      listOf<Hit>(t, await ok('/search', { json: { query, ...(limit ? { limit } : {}) } }), 'hits'),
    async ask(question) {
      const response = await ok('/ask', { json: { question } });
      const answer = response.json()['answer'];
      t.expect.that(answer === null || typeof answer === 'string', {
        message: 'POST /ask should answer with "answer": a text, or null when nothing supports one.',
        expected: 'a text or null',
        actual: answer,
      });
      return { answer: answer as string | null, citations: listOf<Citation>(t, response, 'citations') };
    },
  };
}

function listOf<T>(t: CheckTools, answer: HttpAnswer, name: string): T[] {
  const list = answer.json()[name];
  t.expect.that(Array.isArray(list), {
    message: `The answer to ${answer.request} should have a list "${name}".`,
    expected: `{"${name}": [...]}`,
    actual: answer.json(),
  });
  return list as T[];
}

/** Whether a passage stands where it says that it does. */
export function expectPlace(t: CheckTools, hit: Hit, { title, text }: Source): void {
  t.expect.equal(
    hit.title,
    title,
    `A hit in document "${hit.documentId}" should carry the document's title.`,
  );
  t.expect.that(hit.text === text.slice(hit.start, hit.end) && hit.text !== '', {
    message: `A hit's "text" should be what stands in its document from "start" up to "end" (document "${hit.documentId}").`,
    expected: text.slice(hit.start, hit.end),
    actual: hit.text,
  });
}

/** The texts of each request for embeddings so far. */
export function embeddingRequests(t: CheckTools): string[][] {
  return t.gateway
    .calls()
    .filter(({ operation }) => operation === 'embeddings')
    .map(({ body }) => {
      const { input } = (body ?? {}) as { input?: unknown };
      return (Array.isArray(input) ? input : [input]).map(String);
    });
}
