import { useParams } from 'wouter';
import { explain } from '../../api/index.ts';
import { ButtonLink, EmptyState, ErrorNote, Page } from '../../ui/index.ts';
import { LoadingWorkspace } from './loading-workspace.tsx';
import { useLab } from './use-lab.ts';
import { Workspace } from './workspace.tsx';

/** One lab, open in its workspace. */
export default function LabPage() {
  const { id } = useParams<{ id: string }>();
  const lab = useLab(id);
  if (lab.data) return <Workspace key={id} lab={lab.data} refresh={lab.refresh} />;
  if (!lab.error) return <LoadingWorkspace />;
  const isMissing = explain(lab.error).code === 'not_found';
  return (
    <Page title={isMissing ? 'Not in this version' : 'Lab'} parent={{ to: '/labs', title: 'Labs' }}>
      {isMissing ? (
        <EmptyState
          title="This version does not hold that lab"
          actions={<ButtonLink to="/labs">See the labs that are here</ButtonLink>}
        >
          The path may name it for later. The labs that are here open from the catalogue.
        </EmptyState>
      ) : (
        <ErrorNote error={lab.error} retry={() => void lab.refetch()} />
      )}
    </Page>
  );
}
