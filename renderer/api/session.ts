const KEY = 'cairn-session';

/** The header that proves to the server that a request comes from a window it opened. */
export const SESSION_HEADER = 'x-cairn-session';

/** Where the session lives: this tab only, gone when it closes. */
export function currentSession(): string | null {
  return sessionStorage.getItem(KEY);
}

export function forgetSession(): void {
  sessionStorage.removeItem(KEY);
}

export type SessionState = 'ready' | 'lost' | 'offline';

/**
 * Exchanges the one-time launch token of the address (`#launch=TOKEN`) for a session. Without a token the
 * session of this tab is used. The token leaves the address bar at once: it is spent.
 */
export async function openSession(): Promise<SessionState> {
  const token = new URLSearchParams(location.hash.slice(1)).get('launch');
  if (!token) return currentSession() ? 'ready' : 'lost';
  history.replaceState(null, '', location.pathname + location.search);
  try {
    const response = await fetch('/session', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    });
    if (!response.ok) return currentSession() ? 'ready' : 'lost';
    const { session } = (await response.json()) as { session: string };
    sessionStorage.setItem(KEY, session);
    return 'ready';
  } catch {
    return 'offline';
  }
}
