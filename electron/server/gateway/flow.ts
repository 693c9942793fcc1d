import { NodeAnswer } from './providers/node-answer.ts';

/** What comes out of a body. After `end` or `error` nothing more comes. */
export interface Taker {
  /** @returns what to wait for before the next piece; an exception is the body's `error` */
  data(chunk: Uint8Array): Promise<void> | undefined;
  end(): void;
  error(error: unknown): void;
}

/** Ends a taker; an end that goes wrong is an error of the body. */
function finish(taker: Taker): void {
  try {
    taker.end();
  } catch (error) {
    taker.error(error);
  }
}

export interface Flow {
  /** Stops the source, as far upstream as it goes. Nothing more comes. */
  cancel(reason: unknown): void;
}

/** Lets an answer's body flow to a taker, never faster than it takes. */
export function flowOf(answer: Response, taker: Taker): Flow {
  const source = answer instanceof NodeAnswer ? answer.take() : null;
  return source ? nodeFlow(source, taker) : webFlow(answer.body!.getReader(), taker);
}

type Source = NonNullable<ReturnType<NodeAnswer['take']>>;

function nodeFlow(source: Source, taker: Taker): Flow {
  let isOver = false;
  let turn: Promise<void> | null = null;
  const over = (then: () => void): void => {
    if (isOver) return;
    isOver = true;
    then();
  };
  const failed = (error: unknown): void =>
    over(() => {
      taker.error(error);
      source.destroy();
    });
  source.on('data', (chunk: Buffer) => {
    if (isOver) return;
    try {
      const wait = taker.data(chunk);
      if (!wait) return;
      source.pause();
      turn = wait.then(() => void source.resume(), failed);
    } catch (error) {
      failed(error);
    }
  });
  source.on('end', () => {
    const end = (): void => over(() => finish(taker));
    if (turn) void turn.then(end);
    else end();
  });
  source.on('error', failed);
  source.on('close', () => {
    if (!source.readableEnded) failed(new Error('the connection was closed in mid-answer'));
  });
  return {
    cancel: () =>
      over(() => {
        source.destroy();
      }),
  };
}

function webFlow(reader: ReadableStreamDefaultReader<Uint8Array>, taker: Taker): Flow {
  let isOver = false;
  async function run(): Promise<void> {
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (isOver) return;
        if (done) break;
        const wait = taker.data(value);
        if (wait) await wait;
        if (isOver) return;
      }
      isOver = true;
      finish(taker);
    } catch (error) {
      if (isOver) return;
      isOver = true;
      taker.error(error);
      reader.cancel(error).catch(() => {});
    }
  }
  void run();
  return {
    cancel(reason) {
      isOver = true;
      reader.cancel(reason).catch(() => {});
    },
  };
}
