import { ButtonLink } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Page } from '../ui/page.tsx';

export function NotFound() {
  return (
    <Page title="Off the path" width="narrow">
      <EmptyState
        title="There is no page at this address"
        actions={<ButtonLink to="/">Back to Today</ButtonLink>}
      >
        It may have been renamed. The command palette finds every page, skill, tool and lab.
      </EmptyState>
    </Page>
  );
}
