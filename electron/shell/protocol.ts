import { protocol } from 'electron';
import { createForwarder } from './forward.ts';
import { SCHEME } from './origin.ts';
import type { UpstreamSlot } from './upstream.ts';

/** Has to run before the app is ready. Never `bypassCSP` or `corsEnabled`: the page is an ordinary secure page. */
export function setupScheme(): void {
  protocol.registerSchemesAsPrivileged([
    {
      scheme: SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ]);
}

/** Answers `cairn://app/` from the server behind the slot. */
export function setupProtocol(slot: UpstreamSlot): void {
  protocol.handle(SCHEME, createForwarder(slot));
}
