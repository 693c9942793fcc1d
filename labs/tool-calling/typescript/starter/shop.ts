import { config } from './config.ts';

/** GET on the shop's API. Good enough for a shop that is always up, always fast and always right. */
export async function read(path: string, query: Record<string, string> = {}): Promise<unknown> {
  const response = await fetch(`${config.shopUrl}${path}?${new URLSearchParams(query)}`);
  return response.json();
}
