import { PageTabs } from '../../ui/index.ts';

const PLACES = [
  { to: '/rhythm', title: 'Week' },
  { to: '/rhythm/notes', title: 'Notes' },
  { to: '/rhythm/reading', title: 'Reading log' },
  { to: '/rhythm/items', title: 'All items' },
] as const;

export const RhythmNav = () => <PageTabs label="Rhythm" tabs={PLACES} />;
