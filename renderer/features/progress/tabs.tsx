import { PageTabs } from '../../ui/index.ts';

const TABS = [
  { to: '/progress', title: 'Charts' },
  { to: '/progress/plan', title: 'Plan' },
  { to: '/progress/review', title: 'Review', below: true },
] as const;

export const ProgressTabs = () => <PageTabs label="Progress" tabs={TABS} />;
