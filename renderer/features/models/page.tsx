import Plug from 'lucide-react/icons/plug';
import { useMemo, useState } from 'react';
import { haveAnswered, useData } from '../../api/index.ts';
import { useActions, type Action } from '../../app/actions.ts';
import { Button, ErrorNote, Page, Skeleton } from '../../ui/index.ts';
import { AddServerDialog } from './add-server-dialog.tsx';
import { DefaultModel } from './default-model.tsx';
import { Discoveries } from './discoveries.tsx';
import { KeyStore } from './key-store.tsx';
import { KeyDialog } from './key-dialog.tsx';
import { AddFileDialog } from './files/add-file-dialog.tsx';
import { DownloadDialog } from './files/download-dialog.tsx';
import { FilesCard } from './files/files-card.tsx';
import { Ledger } from './ledger.tsx';
import styles from './models.module.css';
import { ProviderCard } from './provider-card.tsx';

type Open = 'server' | 'key' | 'file' | 'download';

/** Which models can answer, how well they are connected, and what they were asked. */
export default function ModelsPage() {
  const [open, setOpen] = useState<Open | null>(null);
  const providers = useData('models', 'providers');
  const preferred = useData('models', 'default').data;
  const isKeyStoreKnown = haveAnswered(useData('keys', 'store'));
  useActions(useMemo(() => pageActions(setOpen), []));
  return (
    <Page
      title="Models"
      lead="What answers the code you write in labs. Nothing leaves this machine unless you connect a model that runs elsewhere."
      actions={
        <Button onClick={() => setOpen('server')}>
          <Plug />
          Add a server
        </Button>
      }
    >
      <ErrorNote error={providers.error} retry={() => void providers.refetch()} />
      {providers.data && preferred && isKeyStoreKnown ? (
        <>
          <DefaultModel providers={providers.data} value={preferred} />
          <KeyStore />
          <Discoveries providers={providers.data} onKey={() => setOpen('key')} />
          <div className={styles.providers}>
            {providers.data.map((provider) => (
              <ProviderCard
                key={provider.id}
                provider={provider}
                defaultModel={preferred}
                onKey={() => setOpen('key')}
              />
            ))}
          </div>
          <FilesCard onAdd={() => setOpen('file')} onDownload={() => setOpen('download')} />
          <Ledger />
        </>
      ) : (
        !providers.error && (
          <>
            <Skeleton height={114} />
            <Skeleton height={560} />
          </>
        )
      )}
      <AddServerDialog open={open === 'server'} onClose={() => setOpen(null)} />
      <KeyDialog open={open === 'key'} onClose={() => setOpen(null)} />
      <AddFileDialog open={open === 'file'} onClose={() => setOpen(null)} />
      <DownloadDialog open={open === 'download'} onClose={() => setOpen(null)} />
    </Page>
  );
}

function pageActions(open: (what: Open) => void): Action[] {
  return [
    {
      id: 'models.add-server',
      title: 'Add a model server',
      group: 'Models',
      keywords: ['ollama', 'lm studio', 'vllm', 'llama.cpp', 'connect'],
      run: () => open('server'),
    },
    {
      id: 'models.add-file',
      title: 'Add a model file',
      group: 'Models',
      keywords: ['gguf', 'local', 'path'],
      run: () => open('file'),
    },
    {
      id: 'models.download',
      title: 'Download a model file',
      group: 'Models',
      keywords: ['gguf', 'hugging face', 'fetch'],
      run: () => open('download'),
    },
    {
      id: 'models.key',
      title: 'Set the Anthropic key',
      group: 'Models',
      keywords: ['api key', 'secret', 'claude'],
      run: () => open('key'),
    },
  ];
}
