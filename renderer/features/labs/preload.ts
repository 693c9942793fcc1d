import { useEffect } from 'react';
import type { OpenLab } from '../../../electron/shared/labs.ts';
import { queryClient } from '../../api/queries.ts';
import { preloadMarkdown } from '../../ui/index.ts';
import { firstStep } from './first-step.ts';
import { LabRoute } from './lab-route.ts';
import { splitMermaid } from './split-mermaid.ts';
import { keptLanguage, previewOf } from './use-lab.ts';

/** More than a catalogue shows at once. */
const MAX_IDLE = 12;

/** Brings all that the first frame of a lab needs: the page's code, the lab's texts, and those as HTML. */
async function preload(slug: string): Promise<void> {
  const options = previewOf(slug, keptLanguage(slug));
  await Promise.all([LabRoute.preload(), preloadMarkdown(), queryClient.prefetchQuery(options)]);
  const lab = queryClient.getQueryData(options.queryKey);
  if (!lab) return;
  const { markdownHtml } = await import('../../ui/markdown-html.ts');
  for (const { kind, text } of splitMermaid(firstText(lab))) if (kind === 'text') markdownHtml(text);
}

function firstText(lab: OpenLab): string {
  const first = firstStep(lab);
  return lab.steps.find(({ id }) => id === first)?.markdown ?? lab.readme;
}

const LAB = /^\/labs\/([a-z0-9-]+)/;

/** Prepares a lab as soon as a pointer or the focus is on a link to it, wherever that link is. */
export function usePreloadOnHover(): void {
  useEffect(() => {
    const onNear = ({ target }: Event): void => {
      const link = target instanceof Element ? target.closest('a[href^="/labs/"]') : null;
      const slug = LAB.exec(link?.getAttribute('href') ?? '')?.[1];
      if (slug) void preload(slug);
    };
    const near = ['pointerover', 'focusin'] as const;
    for (const type of near) addEventListener(type, onNear, { passive: true });
    return () => near.forEach((type) => removeEventListener(type, onNear));
  }, []);
}

/** Prepares labs one after the other while the page has nothing else to do. */
export function usePreloadWhenIdle(slugs: readonly string[]): void {
  const wanted = slugs.slice(0, MAX_IDLE).join(' ');
  useEffect(() => {
    const gone = new AbortController();
    void preloadAll(wanted.split(' ').filter(Boolean), gone.signal);
    return () => gone.abort();
  }, [wanted]);
}

async function preloadAll(slugs: readonly string[], signal: AbortSignal): Promise<void> {
  for (const slug of slugs) {
    await new Promise((resolve) => requestIdleCallback(resolve));
    if (signal.aborted) return;
    await preload(slug);
  }
}
