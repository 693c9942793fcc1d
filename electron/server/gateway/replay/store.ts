/** A recorded answer: its status, its headers that matter, and its body in the pieces in which it came. */
export interface Recording {
  contentType: string;
  chunks: readonly string[];
}

/** What is kept beside an answer, so that a person can read what was asked. */
export interface RecordedRequest {
  key: string;
  provider: string;
  model: string;
  operation: string;
  body: unknown;
}

/** Where recorded answers are: the cache in the database, or a cassette. */
export interface ReplayStore {
  find(key: string): Recording | null;
  add(request: RecordedRequest, answer: Recording): void;
}
