import { powerMonitor } from 'electron';
import { reportInput } from './connect.ts';
import type { UpstreamSlot } from './upstream.ts';

/** How often the system is asked. */
const EVERY_MS = 5000;

/**
 * Tells the server that somebody is at this machine, in whatever program: a timer that runs while its owner types in an
 * editor is not idle. All that is asked is for how many seconds nobody has touched anything, never what was typed.
 *
 * Some systems cannot tell and always say 0 (Chromium under several Wayland desktops, electron/electron#34826).
 * A system is believed once it has said anything else; until then only what happens in Cairn's window counts.
 */
export function setupPresence(slot: UpstreamSlot): void {
  let canTell = false;
  const ask = async (): Promise<void> => {
    const idleMs = powerMonitor.getSystemIdleTime() * 1000;
    canTell ||= idleMs > 0;
    // What is longer ago was reported before, or is for the timer's own question.
    if (!canTell || idleMs > EVERY_MS) return;
    const upstream = await slot.get(0);
    if (upstream) await reportInput(upstream, idleMs);
  };
  // A server that is away hears of the next input.
  setInterval(() => void ask().catch(() => {}), EVERY_MS);
}
