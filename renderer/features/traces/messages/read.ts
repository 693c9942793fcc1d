import { readAnthropic } from './anthropic.ts';
import { readOpenAi } from './openai.ts';
import { asObject, type Exchange } from './parts.ts';
import { readBody, type Body } from './repair.ts';

export interface ReadCall {
  request: Body | null;
  response: Body | null;
  exchange: Exchange;
}

/** Reads what the ledger keeps of a call, whichever API it spoke. */
export function readCall(kept: { request: string | null; response: string | null }, wire: string): ReadCall {
  const request = readBody(kept.request);
  const response = readBody(kept.response);
  const sent = asObject(request?.json);
  const came = asObject(response?.json);
  const read = wire === 'openai' ? readOpenAi : readAnthropic;
  return { request, response, exchange: read(sent, came) };
}
