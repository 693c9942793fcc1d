import { Agent, request } from 'node:http';

/** Where a load goes, and as what. */
export interface Target {
  url: string;
  headers: Record<string, string>;
}

export interface LoadOptions {
  stream: boolean;
  /** Calls at once. */
  concurrency: number;
  calls: number;
}

/** What each call took, in milliseconds: to its first byte of body, and to its end. */
export interface Load {
  firstByteMs: number[];
  totalMs: number[];
  /** From the first call's start to the last one's end. */
  wallMs: number;
}

/** The cheapest client there is, so that it is the gateway that is measured. */
export function createLoader(concurrency: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: concurrency });

  function one(target: Target, body: string): Promise<{ first: number; total: number }> {
    return new Promise((resolve, reject) => {
      const begun = performance.now();
      const headers = { ...target.headers, 'content-length': String(Buffer.byteLength(body)) };
      const call = request(`${target.url}/v1/messages`, { method: 'POST', agent, headers }, (response) => {
        let first = 0;
        let text = '';
        response.on('data', (chunk: Buffer) => {
          first ||= performance.now() - begun;
          text += String(chunk);
        });
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode !== 200) reject(new Error(`${response.statusCode}: ${text}`));
          else resolve({ first, total: performance.now() - begun });
        });
      });
      call.on('error', reject);
      call.end(body);
    });
  }

  return {
    /** Keeps `concurrency` calls under way until `calls` have ended. */
    async run(target: Target, { stream, calls }: Omit<LoadOptions, 'concurrency'>): Promise<Load> {
      const body = JSON.stringify({
        model: 'claude-haiku-5-5',
        max_tokens: 64,
        stream,
        messages: [{ role: 'user', content: 'hello' }],
      });
      const load: Load = { firstByteMs: [], totalMs: [], wallMs: 0 };
      let left = calls;
      const begun = performance.now();
      await Promise.all(
        Array.from({ length: concurrency }, async () => {
          while (left-- > 0) {
            const { first, total } = await one(target, body);
            load.firstByteMs.push(first);
            load.totalMs.push(total);
          }
        }),
      );
      load.wallMs = performance.now() - begun;
      return load;
    },
    close: () => agent.destroy(),
  };
}
