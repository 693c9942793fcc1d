import Plug from 'lucide-react/icons/plug';
import { useMemo, useState } from 'react';
import { useData } from '../../api/index.ts';
import { useActions, type Action } from '../../app/actions.ts';
import { Button, ErrorNote, Page, Skeleton } from '../../ui/index.ts';
import { AddServerDialog } from './add-server-dialog.tsx';
import { DefaultModel } from './default-model.tsx';
import { Discoveries } from './discoveries.tsx';
import { KeyDialog } from './key-dialog.tsx';
import { Ledger } from './ledger.tsx';
import styles from './models.module.css';
import { ProviderCard } from './provider-card.tsx';

/** Which models can answer, how well they are connected, and what they were asked. */
export default function ModelsPage() {
  const [open, setOpen] = useState<'server' | 'key' | null>(null);
  const providers = useData('models', 'providers');
  const preferred = useData('models', 'default').data;
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
      {providers.data && preferred ? (
        <>
          <DefaultModel providers={providers.data} value={preferred} />
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
    </Page>
  );
}

function pageActions(open: (what: 'server' | 'key') => void): Action[] {
  return [
    {
      id: 'models.add-server',
      title: 'Add a model server',
      group: 'Models',
      keywords: ['ollama', 'lm studio', 'vllm', 'llama.cpp', 'connect'],
      run: () => open('server'),
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
