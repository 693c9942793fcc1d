import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import type { CheckTools } from '../../../../electron/server/labs/checks.ts';
import { reason } from './client.ts';

interface HttpClientOptions {
  era: 'current' | 'previous';
  token?: string;
}

/** The official client, connected to the learner's server over HTTP. */
export async function httpClient(t: CheckTools, { era, token }: HttpClientOptions): Promise<Client> {
  const client = new Client(
    { name: 'cairn-check', version: '1.0.0' },
    era === 'current' ? { versionNegotiation: { mode: { pin: '2026-07-28' } } } : {},
  );
  const transport = new StreamableHTTPClientTransport(
    new URL(await t.url('/mcp')),
    token === undefined ? {} : { requestInit: { headers: { authorization: `Bearer ${token}` } } },
  );
  t.cleanup(() => client.close());
  await client.connect(transport, { timeout: 15_000 }).catch((error: unknown) => {
    t.expect.that(false, {
      message: `A client of the ${era} protocol should be able to connect to POST /mcp: ${reason(error)}.`,
    });
  });
  return client;
}
