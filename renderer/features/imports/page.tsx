import { Card, ErrorNote, Page, Skeleton } from '../../ui/index.ts';
import { ChooseCard } from './choose-card.tsx';
import { FoundCard } from './found-card.tsx';
import { NamesCard } from './names-card.tsx';
import { PastCard } from './past-card.tsx';
import { ReadingCard } from './reading-card.tsx';
import { RunBar } from './run-bar.tsx';
import { SkippedCard } from './skipped-card.tsx';
import { useImport } from './use-import.ts';

/** Times of another tracker: choose a file, see how it is understood, import it, and take it back if need be. */
export default function ImportPage() {
  const it = useImport();
  const { preview, error, file, looking, outcome } = it;
  const isOpen = outcome === null || outcome.status === 'failed' || outcome.status === 'cancelled';
  return (
    <Page
      title="Import times"
      lead="Bring in what another tracker knows. You see how it is understood before anything is logged, and can take it back as a whole."
      parent={{ to: '/settings', title: 'Settings' }}
    >
      <ChooseCard it={it} />
      <ErrorNote error={error} />
      {looking && !preview && (
        <Card title="Reading the file">
          <Skeleton height={160} />
        </Card>
      )}
      {file && preview && isOpen && (
        <>
          <ReadingCard it={it} preview={preview} />
          {preview.names.length > 0 && <NamesCard it={it} preview={preview} />}
          <FoundCard preview={preview} />
          {preview.skipped.length > 0 && <SkippedCard it={it} preview={preview} file={file.file} />}
        </>
      )}
      {file && preview && <RunBar it={it} preview={preview} />}
      <PastCard />
    </Page>
  );
}
