import { useCallback } from 'react';
import { useParams, useSearchParams } from 'wouter';
import type { Language } from '../../../electron/shared/settings.ts';
import { explain } from '../../api/index.ts';
import { ButtonLink, EmptyState, ErrorNote, Page } from '../../ui/index.ts';
import { LoadingWorkspace } from './loading-workspace.tsx';
import { keepLanguage, keptLanguage, useLab } from './use-lab.ts';
import { useLanguages } from './use-languages.ts';
import { Workspace } from './workspace.tsx';

/** One lab, open in its workspace. The address may name the language; else it is the one that was used last. */
export default function LabPage() {
  const { id } = useParams<{ id: string }>();
  const [params, setParams] = useSearchParams();
  const { read } = useLanguages();
  const wanted = read(params.get('language')) ?? read(keptLanguage(id));
  const lab = useLab(id, wanted);
  const onLanguage = useCallback(
    (next: Language): void => {
      keepLanguage(id, next);
      setParams({ language: next }, { replace: true });
    },
    [id, setParams],
  );
  if (lab.data) {
    // A workspace of its own for each language: nothing of one may leak into the other.
    const key = `${id}:${lab.data.language}`;
    return (
      <Workspace
        key={key}
        lab={lab.data}
        isOpen={!lab.isPlaceholderData}
        refresh={lab.refresh}
        onLanguage={onLanguage}
      />
    );
  }
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
