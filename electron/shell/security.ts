import { app, session, shell, type WebContents } from 'electron';
import { ORIGIN } from './origin.ts';

/**
 * What Cairn's own page may ask of the system: to copy what the person chose to copy, and to remind them. A page asks
 * for notifications only on a click.
 */
const ALLOWED_PERMISSIONS = new Set(['clipboard-sanitized-write', 'notifications']);

/** Denies by default: navigation away, new windows, embedded views, and permissions. */
export function setupSecurity(): void {
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

/** Needs the app to be ready: sessions exist only then. */
export function setupPermissions(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((...[, permission, decide, { requestingUrl }]) =>
    decide(mayAsk(permission, requestingUrl)),
  );
  defaultSession.setPermissionCheckHandler((_contents, permission, requestingOrigin) =>
    mayAsk(permission, requestingOrigin),
  );
}

/** Copying harms nobody, and some versions ask for it without an address; a notification is only ever ours. */
const mayAsk = (permission: string, from: string): boolean =>
  ALLOWED_PERMISSIONS.has(permission) && (permission !== 'notifications' || isOurs(from));

function confine(contents: WebContents): void {
  contents.on('will-navigate', (event) => {
    if (isOurs(event.url)) return;
    event.preventDefault();
    openOutside(event.url);
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
}

function isOurs(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && `${parsed.protocol}//${parsed.host}` === ORIGIN;
}

/** Hands a link to the person's browser: https only, so that no link can start another program. */
function openOutside(url: string): void {
  if (URL.parse(url)?.protocol === 'https:') void shell.openExternal(url);
}
