import { chromium, type Browser } from 'playwright-core';
import { findChromium } from './chromium.mjs';

/** Opens the system's Chromium without a window, and without the background traffic that a closed network punishes. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath)
    throw new Error('No Chromium found. Run `npm test`, which installs one, or set CAIRN_TEST_CHROMIUM.');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
