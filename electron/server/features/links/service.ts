import type { Logger } from '../../deps.ts';
import type { SettingsService } from '../settings/service.ts';
import { fetchPage } from './fetch-page.ts';
import { pageTitle } from './page-title.ts';
import type { Web } from './web.ts';

const TIMEOUT_MS = 3000;

interface Deps {
  settings: SettingsService;
  log: Logger;
  /** The network; without one no page is ever asked. */
  web: Web | undefined;
}

/** Finds the titles of pages that links lead to. A title is never required. */
export function createLinkService({ settings, log, web }: Deps) {
  const closing = new AbortController();
  return {
    /** Whether pages may be asked at all. */
    isOn: (): boolean => web !== undefined && settings.get().linkTitles,

    /** The title of a page on the public internet, or null when it cannot be had within three seconds. */
    async titleOf(address: string): Promise<string | null> {
      if (!web || !settings.get().linkTitles) return null;
      const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(TIMEOUT_MS)]);
      try {
        const page = await fetchPage(address, web, signal);
        return page === null ? null : pageTitle(page);
      } catch (error) {
        // The address itself stays out of the log: a link may hold a secret.
        log.info('no title for a link', { reason: error instanceof Error ? error.message : String(error) });
        return null;
      }
    },

    close: (): void => closing.abort(),
  };
}

export type LinkService = ReturnType<typeof createLinkService>;
