import { lazyReady } from '../../ui/index.ts';

/** The workspace's page, whose code the catalogue fetches before somebody opens a lab. */
export const LabRoute = lazyReady(() => import('./lab-page.tsx'));
