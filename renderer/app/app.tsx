import { QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { onSessionLost } from '../api/client.ts';
import { queryClient } from '../api/queries.ts';
import { openSession, type SessionState } from '../api/session.ts';
import { ToastProvider } from '../ui/toast.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { ErrorBoundary } from './error-boundary.tsx';
import { Frame } from './frame.tsx';
import { SessionScreen } from './session-screen.tsx';

// Started once, outside React: strict mode mounts twice, and a launch token works once.
let opening: Promise<SessionState> | undefined;

export function App() {
  const [state, setState] = useState<SessionState | 'opening'>('opening');
  useEffect(() => {
    opening ??= openSession();
    void opening.then(setState);
    return onSessionLost(() => setState('lost'));
  }, []);
  useEffect(() => {
    // A new launch link pasted into this tab changes only the hash.
    const relaunch = async (): Promise<void> => {
      if (!location.hash.startsWith('#launch=')) return;
      opening = openSession();
      setState(await opening);
      await queryClient.invalidateQueries();
    };
    const onHash = (): void => void relaunch();
    addEventListener('hashchange', onHash);
    return () => removeEventListener('hashchange', onHash);
  }, []);
  if (state === 'opening') return null;
  return (
    <ErrorBoundary>
      {state === 'ready' ? (
        <QueryClientProvider client={queryClient}>
          <TooltipProvider>
            <ToastProvider>
              <Frame />
            </ToastProvider>
          </TooltipProvider>
        </QueryClientProvider>
      ) : (
        <SessionScreen state={state} />
      )}
    </ErrorBoundary>
  );
}
